"""lookup.yaml: read strictly, checked as a whole, and every clause reached."""

from __future__ import annotations

import pytest

from sme_assistant.dialogue.linting import lint
from sme_assistant.dialogue.loading import load
from sme_assistant.dialogue.tracing import trace
from sme_assistant.errors import DialogueError, Fault
from tests.dialogue.small import DOCUMENT_FACTS, FILES, small

LOOKUP = """\
questions:
  purpose:
    cite: ["1"]
    asked: |-
      为什么
      图什么
      做什么用
    answer: 为认定小平台。
  conditions:
    cite: ["2", 2(1), 2(2)]
    asked: |-
      什么条件
      要求是什么
      怎样才行
    answer: 要同时具备。
    criteria: [assets]
  functions:
    cite: ["3", 3(1), 3(2), "4", 4(1), 附件1]
    asked: |-
      什么功能
      要几项
      培训算吗
    answer: 至少一项。
elsewhere:
  deadline:
    asked: 什么时候截止
    words: [截止]
    answer: 没有写。
    turn_to: 请问区县。
fallback: {answer: 没有找到。, turn_to: 请问区县。}
synonyms:
  什么: 啥子 啥
  条件: 门槛
fillers: 请问
concepts:
  钱: 资产 家当
outside:
  维权: 起诉
measures:
  人: 个人
percent: 百分之
how_many: 多少 几
endings: 不
"""


def _files(lookup: str = LOOKUP) -> dict[str, str]:
    return {**FILES, "lookup.yaml": lookup}


def _lookup() -> str:
    """Return the look-up with the citations the small programme has."""
    known = [c for c in small().clauses if "#" not in c]
    cites = ", ".join(f'"{c}"' for c in known if c[0] not in "12")
    head, _, tail = LOOKUP.partition('["3", 3(1), 3(2), "4", 4(1), 附件1]')
    return f"{head}[{cites}]{tail}"


def _faults(old: str, new: str) -> tuple[Fault, ...]:
    text = _lookup()
    assert old in text
    with pytest.raises(DialogueError) as caught:
        load(_files(text.replace(old, new, 1)))
    return caught.value.faults


def test_a_programme_may_go_without() -> None:
    assert small().lookup is None
    assert all(row.lookups == () for row in trace(small(), DOCUMENT_FACTS).rows)


def test_a_whole_one_is_loaded_linted_and_traced() -> None:
    programme = load(_files(_lookup()))
    assert programme.lookup is not None
    assert lint(programme, DOCUMENT_FACTS) == ()
    rows = {row.citation: row for row in trace(programme, DOCUMENT_FACTS).rows}
    assert rows["2(1)"].lookups == ("conditions",)


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ("2(1), 2(2)", "2(1), 2(9)", "dangling-citation", "“2(9)”"),
        ("2(1), 2(2)", "2(1)#assets", "condition-cited", "“2(1)”"),
        ("criteria: [assets]", "criteria: [asets]", "unknown-name", "“assets”"),
        ("criteria: [assets]", "facts: [stuff]", "unknown-name", "“stuff”"),
        ("answer: 至少一项。", "answer: 至少一项。\n    interpretation: none_such",
         "unknown-name", "none_such"),
        ("      图什么\n", "      什么 条件\n", "same-phrasing", "“purpose”"),
        ("条件: 门槛", "条件: 门槛 啥", "ambiguous-word", "“什么”"),
        ("条件: 门槛", "条件: 什么", "ambiguous-word", "“什么”"),
        ("人: 个人", "人: 个人\n  家: 个人", "ambiguous-word", "“人”"),
        ("fillers: 请问", "fillers: 请问 啥子", "ambiguous-word", "“啥子”"),
        ("维权: 起诉", "钱: 起诉", "ambiguous-word", "“钱”"),
        ("  deadline:", "  purpose:", "duplicate-id", "purpose"),
        ("    turn_to: 请问区县。\n", "", "missing-key", "turn_to"),
        ("percent:", "persent:", "unknown-key", "percent"),
    ],
)  # fmt: skip
def test_a_defect_is_told_where_it_stands(
    old: str, new: str, code: str, says: str
) -> None:
    found = [fault for fault in _faults(old, new) if fault.code == code]
    assert found
    assert all(fault.path == "lookup.yaml" for fault in found)
    assert says in " ".join(fault.text for fault in found)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('cite: ["1"]', 'cite: ["2"]', "unasked-clause"),
        ("      图什么\n      做什么用\n", "", "few-phrasings"),
        ("answer: 要同时具备。", f"answer: {'要' * 201}", "long-answer"),
    ],
)
def test_what_is_legal_and_senseless_is_linted(old: str, new: str, code: str) -> None:
    text = _lookup()
    assert old in text
    programme = load(_files(text.replace(old, new, 1)))
    assert [fault.code for fault in lint(programme, DOCUMENT_FACTS)] == [code]
