"""quick.yaml and ``found_by``: read strictly, and every name in them known."""

from __future__ import annotations

import pytest

from sme_assistant.dialogue.linting import lint
from sme_assistant.dialogue.loading import load
from sme_assistant.errors import DialogueError, Fault
from tests.dialogue.small import DOCUMENT_FACTS, FILES, small

QUICK = """\
asks: [district, staff]
spoken:
  district: {}
  functions: {}
  staff:
    words: 员工
    units: 人 名
    alone: 人
  is_local:
    yes: 本地 本市
    no: 外地
  attendances:
    words: 培训
    units: 人次
    chooses: {functions: training}
about: 大概
negations: 没有
fillers: 我们
"""


def files(quick: str = QUICK, **others: str) -> dict[str, str]:
    return {**FILES, "quick.yaml": quick, **others}


def faults_of(texts: dict[str, str]) -> tuple[Fault, ...]:
    with pytest.raises(DialogueError) as caught:
        load(texts)
    return caught.value.faults


def test_a_programme_may_go_without() -> None:
    assert small().quick is None


def test_a_whole_one_is_loaded_and_linted() -> None:
    programme = load(files())
    assert programme.quick is not None
    assert programme.quick.spoken["staff"].alone == "人"
    assert lint(programme, DOCUMENT_FACTS) == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ("asks: [district", "asks: [distrct", "unknown-name", "“district”"),
        ("  staff:\n", "  stafff:\n", "unknown-name", "“staff”"),
        ("  functions: {}\n", "  region: {}\n", "computed-spoken", "region"),
        ("words: 员工", "yes: 员工", "type", "yes"),
        ("    yes: 本地 本市\n", "    words: 本地\n", "type", "words"),
        (
            "    yes: 本地 本市\n    no: 外地\n",
            "    chooses: {}\n",
            *("unspoken", "怎么说"),
        ),
        ("no: 外地", "no: 外地 本市", "ambiguous-word", "“本市”"),
        ("alone: 人", "alone: 个", "unit", "“个”"),
        ("{functions: training}", "{functions: traning}", "unknown-name", "“training”"),
        ("{functions: training}", "{function: training}", "unknown-name", "function"),
        ("{functions: training}", "{district: hills}", "type", "多选"),
        ("fillers:", "filler:", "unknown-key", "fillers"),
        ("asks: [district, staff]\n", "", "missing-key", "asks"),
    ],
)  # fmt: skip
def test_a_defect_is_told_where_it_stands(
    old: str, new: str, code: str, says: str
) -> None:
    assert old in QUICK
    found = [f for f in faults_of(files(QUICK.replace(old, new, 1))) if f.code == code]
    assert found
    assert all(fault.path == "quick.yaml" for fault in found)
    assert says in " ".join(fault.text for fault in found)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("asks: [district, staff]", "asks: [district, total_assets]", "unspoken"),
        (
            "asks: [district, staff]",
            f"asks: [{', '.join(['district'] * 8)}]",
            "many-questions",
        ),
    ],
)
def test_what_is_legal_and_senseless_is_linted(old: str, new: str, code: str) -> None:
    programme = load(files(QUICK.replace(old, new, 1)))
    assert [fault.code for fault in lint(programme, DOCUMENT_FACTS)] == [code]


def test_what_no_question_asks_cannot_be_asked_quickly() -> None:
    questions = {
        path: text.replace("asks: is_local", "asks: founded_on")
        for path, text in FILES.items()
        if path.startswith("questions/")
    }
    found = faults_of(files(**questions))
    assert "unasked" in {fault.code for fault in found}


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ("institution, institutio", "unknown-name"),
        ("region", "type"),
        ("total_assets", "type"),
    ],
)
def test_cases_are_found_by_texts_telephones_and_choices_that_are_asked(
    named: str, code: str
) -> None:
    text = FILES["programme.yaml"]
    assert not load(
        {**FILES, "programme.yaml": text + "found_by: [institution]\n"}
    ).quick
    (found,) = faults_of({**FILES, "programme.yaml": f"{text}found_by: [{named}]\n"})
    assert (found.path, found.code) == ("programme.yaml", code)
