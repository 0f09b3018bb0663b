"""Cases opened, copied, and with files attached."""

from __future__ import annotations

from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sme_assistant.assistant.cases import (
    copied,
    opened,
    opened_or_looked_at,
    standing_of,
)
from sme_assistant.assistant.judging import judgement
from sme_assistant.assistant.packaging import assemble_case
from sme_assistant.assistant.programmes import DEFAULT, shipped_programme
from sme_assistant.assistant.sources import read_source
from sme_assistant.casebook import SqliteCasebook
from sme_assistant.casebook.store import SqliteWriter
from sme_assistant.engine.attachments import Attachment
from sme_assistant.engine.log import Action, Entry
from sme_assistant.engine.materials import MaterialState
from sme_assistant.errors import (
    CasebookUnavailableError,
    CaseDeletedError,
    CaseHeldError,
    CaseNameError,
    EvidenceError,
    UnsavableTextError,
)
from sme_assistant.evidence.looking import fingerprint
from tests.casebook.memory import MemoryCasebook
from tests.faces.talking import NOON, clock


@pytest.fixture
def casebook() -> MemoryCasebook:
    book = MemoryCasebook()
    book.create("样例", DEFAULT, NOON)
    with opened(book, "样例", clock) as conversation:
        question = shipped_programme().questions["service_staff"]
        conversation.accept(question, 12, "十二人")
    return book


def test_a_copy_has_the_log_of_its_original(casebook: MemoryCasebook) -> None:
    copied(casebook, "样例", "样例-副本", clock)

    assert casebook.entries("样例-副本") == casebook.entries("样例")
    assert standing_of(casebook, "样例-副本", clock).state.values == {
        "service_staff": 12
    }


def test_a_copy_under_a_taken_name_is_refused(casebook: MemoryCasebook) -> None:
    with pytest.raises(CaseNameError):
        copied(casebook, "样例", "样例", clock)
    assert len(casebook.cases()) == 1


def test_a_copy_that_fails_leaves_nothing_behind(
    casebook: MemoryCasebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_case: object) -> None:
        raise UnsavableTextError

    monkeypatch.setattr(casebook, "touch", fail)
    with pytest.raises(UnsavableTextError):
        copied(casebook, "样例", "样例-副本", clock)

    assert [case.name for case in casebook.cases()] == ["样例"]


def test_a_copy_that_the_disk_refuses_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_writer: SqliteWriter, *_entries: Entry) -> None:
        raise CasebookUnavailableError("casebook.sqlite3", "full")

    book = SqliteCasebook(tmp_path / "casebook.sqlite3", clock)
    book.create("样例", DEFAULT, NOON)
    monkeypatch.setattr(SqliteWriter, "append", full)
    with closing(book):
        with pytest.raises(CasebookUnavailableError):
            copied(book, "样例", "样例-副本", clock)

        assert [case.name for case in book.cases()] == ["样例"]


def test_the_first_error_is_told_when_the_copy_cannot_be_removed_either(
    casebook: MemoryCasebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise CaseHeldError("本机另一个窗口")

    def fail(_case: object) -> None:
        raise UnsavableTextError

    monkeypatch.setattr(casebook, "touch", fail)
    monkeypatch.setattr(casebook, "purge", refuse)
    with pytest.raises(UnsavableTextError):
        copied(casebook, "样例", "样例-副本", clock)


def test_a_deleted_case_is_not_opened_but_can_be_looked_up(
    casebook: MemoryCasebook,
) -> None:
    casebook.delete("样例")

    with (
        pytest.raises(CaseDeletedError),
        opened_or_looked_at(casebook, "样例", clock),
    ):
        pass
    assert standing_of(casebook, "样例", clock).state.values == {"service_staff": 12}


# --- files attached ----------------------------------------------------------


def as_it_is(path: Path) -> Attachment:
    """Return a file as the log holds it; one that is not there, by its path alone."""
    return fingerprint(path) if path.exists() else Attachment(str(path))


def attached(
    casebook: MemoryCasebook, *paths: Path, item: str = "business_licence"
) -> None:
    with opened(casebook, "样例", clock) as conversation:
        conversation.attach(item, [as_it_is(path) for path in paths])


def checked(casebook: MemoryCasebook, material: str) -> str:
    """Return what ``check --json`` says of a material of the case."""
    given = read_source("样例", lambda: casebook, clock)
    found: dict[str, Any] = judgement(given.standing, files=given.file_counts)
    return {str(m["item"]): str(m["status"]) for m in found["materials"]}[material]


def test_check_counts_the_files_of_a_case(
    casebook: MemoryCasebook, tmp_path: Path
) -> None:
    assert checked(casebook, "9(3)") == "missing"
    attached(casebook, tmp_path / "执照.pdf")

    assert checked(casebook, "9(3)") == "ready"


def test_files_stand_by_material_in_the_order_of_its_items(
    casebook: MemoryCasebook, tmp_path: Path
) -> None:
    lease, deed, report = (tmp_path / name for name in ("l.pdf", "d.jpg", "r.pdf"))
    attached(casebook, report, item="credit_report")
    attached(casebook, lease, item="lease")
    attached(casebook, deed, item="title_deed")

    evidence = standing_of(casebook, "样例", clock).evidence
    assert list(evidence.items()) == [("9(4)", (deed, lease)), ("9(9)", (report,))]


def test_files_of_an_item_that_is_not_needed_are_not_exported(
    casebook: MemoryCasebook, tmp_path: Path
) -> None:
    deed, lease = tmp_path / "d.jpg", tmp_path / "l.pdf"
    attached(casebook, deed, item="title_deed")
    attached(casebook, lease, item="lease")
    with opened(casebook, "样例", clock) as conversation:
        question = shipped_programme().questions["premises_owned_area"]
        conversation.accept(question, Decimal(0), "0")

        assert conversation.standing.evidence == {"9(4)": (lease,)}
        conversation.undo()
        assert conversation.standing.evidence == {"9(4)": (deed, lease)}


def test_attached_files_count_for_their_material_and_can_be_undone(
    casebook: MemoryCasebook, tmp_path: Path
) -> None:
    licence = tmp_path / "执照[red].pdf"
    licence.write_bytes(b"%PDF-1.4")
    attached(casebook, licence)

    standing = standing_of(casebook, "样例", clock)
    assert standing.evidence == {"9(3)": (licence,)}
    material = next(m for m in standing.materials() if m.material.item == "9(3)")
    assert (material.files, material.state) == (1, MaterialState.READY)
    with opened(casebook, "样例", clock) as conversation:
        undone = conversation.undo()
        assert undone is not None
        assert undone.action is Action.FILES
        assert conversation.standing.evidence == {}
        conversation.redo()
        assert conversation.standing.evidence == {"9(3)": (licence,)}


def test_files_attached_anew_replace_those_before(
    casebook: MemoryCasebook, tmp_path: Path
) -> None:
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    attached(casebook, first)
    attached(casebook, second)
    assert standing_of(casebook, "样例", clock).evidence == {"9(3)": (second,)}

    attached(casebook)
    assert standing_of(casebook, "样例", clock).evidence == {}


def test_the_package_holds_the_attached_files_under_their_material(
    casebook: MemoryCasebook, tmp_path: Path
) -> None:
    licence, lease = tmp_path / "执照.pdf", tmp_path / "合同.jpg"
    licence.write_bytes(b"%PDF-1.4 licence")
    lease.write_bytes(b"\xff\xd8\xff lease")
    attached(casebook, licence)
    attached(casebook, lease, item="lease")

    given = read_source("样例", lambda: casebook, clock)
    package = assemble_case(given.standing, tmp_path / "out", NOON, given.evidence)

    held = {f.path: f.material for f in package.files if not f.document}
    assert held == {
        "03 法人证书或营业执照/01 执照.pdf": "9(3)",
        "04 服务场所证明/01 合同.jpg": "9(4)",
    }
    for path, source in zip(held, (licence, lease), strict=True):
        assert (package.folder / path).read_bytes() == source.read_bytes()


def test_files_that_are_given_stand_in_place_of_those_attached(
    casebook: MemoryCasebook, tmp_path: Path
) -> None:
    attached(casebook, tmp_path / "不见了.pdf")

    standing = standing_of(casebook, "样例", clock)
    package = assemble_case(standing, tmp_path / "out", NOON, {})

    assert not [f.path for f in package.files if f.material == "9(3)"]


def test_an_attached_file_that_is_gone_is_named(
    casebook: MemoryCasebook, tmp_path: Path
) -> None:
    attached(casebook, tmp_path / "不见了.pdf")

    with pytest.raises(EvidenceError) as caught:
        assemble_case(standing_of(casebook, "样例", clock), tmp_path / "out", NOON)

    assert "“不见了.pdf”不在原来的位置了" in caught.value.user_message
    assert not list((tmp_path / "out").glob("*"))
