"""A package is final when nothing is open, or the applicant says so for each point."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sme_assistant.assembly.dossier import Dossier
from sme_assistant.assembly.package import MANIFEST, assemble
from sme_assistant.assembly.words import Word
from sme_assistant.engine.log import Action, Entry
from sme_assistant.engine.open_points import PointKind, names_a_point
from sme_assistant.engine.replay import replay
from sme_assistant.errors import AssemblyError
from tests.assembly.cases import (
    FULL,
    MORNING,
    ROSTERS,
    TEMPLATES,
    dossier,
    full,
    letting,
    programme,
)
from tests.assembly.test_gaps import headers, word_files
from tests.assembly.words import opened, paragraphs, rows

READY = {
    item.model.fact: "已备齐"
    for item in programme().evidence.values()
    if item.when is None or item.when.evaluate(dossier(FULL).evaluation) is True
}


def changed(**changes: str | None) -> Dossier:
    typed = {n: t for n, t in {**FULL, **changes}.items() if t is not None}
    return dossier(typed, ROSTERS)


def ids(case: Dossier, kind: PointKind) -> list[str]:
    return [point.id for point in case.points if point.kind is kind]


def test_missing_evidence_makes_a_draft() -> None:
    case = dossier(FULL, ROSTERS)

    assert case.draft
    assert {p.kind for p in case.points} == {PointKind.MATERIAL}
    assert "9(8)" in {p.subject for p in case.points}


def test_a_case_with_all_its_evidence_is_final() -> None:
    case = dossier({**FULL, **READY}, ROSTERS)

    assert case.points == ()
    assert not case.draft


def test_each_point_has_to_be_accepted() -> None:
    case = dossier(FULL, ROSTERS)
    assert len(case.points) > 2

    all_but_one = [Entry(Action.ACCEPT, p.id, MORNING, p.words) for p in case.points]
    entries = (*case.state.effective, *all_but_one[:-1])
    nearly = replace(case, state=replay(programme(), entries))

    assert nearly.draft
    assert [p.id for p in nearly.unaccepted] == [case.points[-1].id]
    assert not letting(case, PointKind.MATERIAL).draft


@pytest.mark.parametrize(
    ("changes", "kind", "subject"),
    [
        ({"contact_phone": None}, PointKind.GAP, "contact_phone"),
        ({"total_assets": "199.99万元"}, PointKind.CLAUSE, "6(1)"),
        ({"independent_legal_person": "否"}, PointKind.CLAUSE, "6(1)"),
        ({"service_staff": "11人"}, PointKind.CONFLICT, "staff_roster_number"),
    ],
)
def test_what_is_open_is_named_by_kind_and_subject(
    changes: dict[str, str | None], kind: PointKind, subject: str
) -> None:
    found = [p for p in changed(**changes).points if p.kind is kind]

    assert subject in {p.subject for p in found}
    assert all(p.words for p in found)
    assert all(names_a_point(programme(), p.id) for p in found)


def test_an_id_can_be_typed_in_a_shell() -> None:
    for case in (dossier({}), changed(total_assets="1万元", service_staff="11人")):
        for point in case.points:
            assert not set(point.id) & set("()[]{}'\"$&*?<>|;! \t#~`\\")
    assert len({p.id for p in dossier({}).points}) == len(dossier({}).points)


def test_acceptance_lapses_when_the_conflict_is_another() -> None:
    before = letting(changed(premises_area="481平方米"), PointKind.CONFLICT)
    accepted = before.accepted
    assert accepted

    entries = [e for e in before.state.effective if e.action is Action.ACCEPT]
    after = changed(premises_area="482平方米")
    state = replay(programme(), [*after.state.effective, *entries])
    after = replace(after, state=state)

    assert not set(accepted) & set(after.accepted)
    assert ids(after, PointKind.CONFLICT)


def test_a_figure_that_differs_from_its_list_cannot_be_accepted() -> None:
    case = letting(changed(service_staff="11人"), PointKind.CONFLICT)

    firm = [p for p in case.points if p.firm]

    assert [p.subject for p in firm] == ["staff_roster_number"]
    assert firm[0] in case.unaccepted
    assert case.draft


def test_acceptance_of_a_gap_ends_with_an_answer() -> None:
    case = letting(changed(contact_phone=None), PointKind.GAP)
    assert [p.subject for p in case.accepted] == ["contact_phone"]
    (answer,) = (
        e for e in dossier(FULL).state.effective if e.subject == "contact_phone"
    )
    log = [*case.state.effective, answer]
    log.append(Entry(Action.CLEAR, "contact_phone", MORNING))

    assert replay(programme(), log[:-2]).accepted
    assert not replay(programme(), log).accepted


def test_acceptance_can_be_undone_and_taken_back() -> None:
    log = [Entry(Action.ACCEPT, "gap:contact_phone", MORNING, "没有填写")]

    assert replay(programme(), log).accepted
    undone = [*log, Entry(Action.UNDO, "", MORNING)]
    assert not replay(programme(), undone).accepted
    assert replay(programme(), [*undone, Entry(Action.REDO, "", MORNING)]).accepted
    cleared = [*log, Entry(Action.CLEAR, "gap:contact_phone", MORNING)]
    assert not replay(programme(), cleared).accepted


def test_a_package_with_accepted_points_is_final_and_names_them(
    tmp_path: Path,
) -> None:
    case = letting(
        changed(contact_phone=None, total_assets="150万元", premises_area="481平方米"),
        *PointKind,
        who="张会计",
    )

    package = assemble(case, TEMPLATES, tmp_path)

    assert not package.draft
    assert not package.folder.name.endswith(Word.DRAFT)
    assert not any(t.strip() for path in word_files(package) for t in headers(path))
    said = "".join(paragraphs(opened(package, "todo_list")))
    assert f"有 {len(package.accepted)} 项确认保留" in said
    assert "联系电话" in said
    assert "张会计于 2026-05-20 确认：" in said
    todo = [r for table in opened(package, "todo_list").tables for r in rows(table)]
    assert any(Word.KEPT in cell for row in todo for cell in row)
    told = json.loads((package.folder / MANIFEST).read_text("utf-8"))
    assert told["draft"] is False
    assert told["open"] == []
    assert {p["id"] for p in told["accepted"]} == {p.id for p in case.points}
    assert {p["who"] for p in told["accepted"]} == {"张会计"}
    assert {p["at"] for p in told["accepted"]} == {"2026-05-20T09:30:00+08:00"}


def test_a_draft_names_what_is_open_in_its_manifest(tmp_path: Path) -> None:
    case = changed(contact_phone=None)

    package = assemble(case, TEMPLATES, tmp_path)

    told = json.loads((package.folder / MANIFEST).read_text("utf-8"))
    assert {p["id"] for p in told["open"]} == {p.id for p in case.points}
    assert told["accepted"] == []


# --- single documents -------------------------------------------------------


def only(case: Dossier, *documents: str) -> Dossier:
    return replace(case, only=documents)


def test_evaluation_forms_by_themselves_are_no_draft(tmp_path: Path) -> None:
    case = only(changed(contact_phone=None), "evaluation_form")
    assert case.draft

    package = assemble(case, TEMPLATES, tmp_path)

    assert [f.document for f in package.files] == ["evaluation_form"]
    assert not package.draft
    assert package.alone
    assert package.folder.name.startswith(Word.ALONE)
    (path,) = word_files(package)
    assert not any(text.strip() for text in headers(path))
    assert len(opened(package, "evaluation_form").tables) >= 20


def test_a_single_document_with_a_gap_bears_the_mark(tmp_path: Path) -> None:
    case = only(changed(contact_phone=None), "evaluation_form", "application_form")

    package = assemble(case, TEMPLATES, tmp_path)

    assert package.draft
    marked = {
        path.name: any(Word.DRAFT_MARK in text for text in headers(path))
        for path in word_files(package)
    }
    assert marked == {"02 申请表（附件1）.docx": True, "07 服务评价意见.docx": False}


def test_evaluation_forms_without_enterprises_bear_the_mark(tmp_path: Path) -> None:
    case = only(dossier(FULL), "evaluation_form")

    assert assemble(case, TEMPLATES, tmp_path).draft


def test_a_typed_gap_is_no_gap(tmp_path: Path) -> None:
    """But it is better to say 草稿 once too often: the words are the gap's."""
    named = [
        {**row, "service": "见【待补：说明】一栏"} for row in ROSTERS["enterprises"]
    ]
    case = dossier(FULL, {**ROSTERS, "enterprises": named})

    assert not assemble(only(case, "evaluation_form"), TEMPLATES, tmp_path).draft


def test_a_document_that_does_not_exist_is_told_with_those_that_do(
    tmp_path: Path,
) -> None:
    with pytest.raises(AssemblyError) as raised:
        assemble(only(full(), "evaluation"), TEMPLATES, tmp_path / "out")

    assert "evaluation_form" in raised.value.user_message
    assert not (tmp_path / "out").exists()


def test_a_single_list_brings_its_excel_copy_but_no_evidence(tmp_path: Path) -> None:
    licence = tmp_path / "执照.pdf"
    licence.write_bytes(b"%PDF-1.4")
    case = only(dossier(FULL, ROSTERS, {"9(3)": (licence,)}), "enterprise_list")

    package = assemble(case, TEMPLATES, tmp_path / "out")

    assert [f.path[-5:] for f in package.files] == [".docx", ".xlsx"]
