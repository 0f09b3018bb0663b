"""Lint: each rule finds its defect, where it is, and stays silent otherwise."""
# ruff: noqa: E501 (a table of edits is read a row a line)

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

import pytest

from sme_assistant.dialogue.linting import lint
from sme_assistant.dialogue.loading import load
from sme_assistant.dialogue.wholeness import regulation_hash
from sme_assistant.errors import DialogueError, Fault
from tests.dialogue.small import DOCUMENT_FACTS, FILES, small

R, T, F = "regulation.yaml", "parameters.yaml", "facts.yaml"
B, U, Q = (
    f"questions/{name}.yaml" for name in ("01-basics", "02-functions", "03-materials")
)
C, K, M, P = "criteria.yaml", "checks.yaml", "materials.yaml", "programme.yaml"
Edit = tuple[str, str, str]


def linted(
    *edits: Edit, documents: Mapping[str, Set[str]] | None = None
) -> tuple[Fault, ...]:
    """Lint the small programme with some texts replaced."""
    files = dict(FILES)
    for path, old, new in edits:
        assert old in files[path], f"{old!r} is not in {path}"
        files[path] = files[path].replace(old, new, 1)
    try:
        programme = load(files)
    except DialogueError as error:
        # The law was changed on purpose: follow it.
        (fault,) = error.faults
        assert fault.code == "hash", fault
        found = fault.text.partition("现为 ")[2].partition("）")[0]
        sha = regulation_hash(small().regulation)
        files[P] = files[P].replace(sha, found)
        programme = load(files)
    return lint(programme, DOCUMENT_FACTS if documents is None else documents)


def test_the_small_programme_is_clean() -> None:
    assert linted() == ()


@dataclass(frozen=True)
class Defect:
    """Edits, the fault they give, and a text on its line.

    Attributes:
        also: The codes of what else they spoil.
    """

    code: str
    path: str
    on: str
    edits: tuple[Edit, ...] = field(default=())
    also: frozenset[str] = frozenset()


def defect(
    code: str, path: str, old: str, new: str, on: str = "", also: str = ""
) -> Defect:
    """A defect by one edit, told where it is unless another text is named."""
    on = on or new.splitlines()[-1]
    return Defect(code, path, on, ((path, old, new),), frozenset(also.split()))


NEW_FACT = """\
  total_assets:
    label: 备用
    kind: yesno
    example: 是
"""
STRAY = (
    F,
    "  total_assets:\n",
    NEW_FACT.replace("total_assets", "stray") + "  total_assets:\n",
)
ASK_STRAY = (
    B,
    "  - id: district\n",
    """\
  - id: stray
    asks: stray
    screen: 有备用吗？
    phone: 请问有备用吗？
    read_back: 有备用，对吗？
    read_back_no: 没有备用，对吗？
    unknown: 您查一下再告诉我。
    why: {text: 备用, cite: [附件1]}
  - id: district
""",
)
WHEN_STAFF = "when: staff > 0\n        screen"

DEFECTS = [
    # what can never happen
    defect("never-asked", B, "when: staff > 0", "when: staff > 0 and staff < 0"),
    defect("never-asked", B, "when: staff > 0", "when: staff < 0"),
    defect("never-asked", B, "when: staff > 0",
           "when: staff < minimum_staff_in_hills and staff > minimum_staff_general"),
    defect("never-asked", U, "when: '\"training\" in functions'",
           "when: '\"training\" in functions and not \"training\" in functions'"),
    defect("needless-when", B, "when: staff > 0", "when: staff >= 0"),
    defect("needless-when", B, "when: staff > 0", "when: staff > 0 or staff == 0"),
    defect("needless-when", B, "when: staff > 0",
           "when: minimum_staff >= minimum_staff_in_hills"),
    defect("needless-when", Q, "    asks: licence_ready",
           "    asks: licence_ready\n    when: is_local"),
    defect("never-asked", Q, "    asks: licence_ready",
           "    asks: licence_ready\n    when: not is_local"),
    defect("never-holds", Q, "when: is_local", "when: is_local and not is_local"),
    defect("needless-when", Q, "when: is_local", "when: is_local or not is_local"),
    defect("never-holds", M, "when: staff > 0", "when: staff < 0"),
    defect("needless-when", M, "when: staff > 0", "when: staff >= 0"),
    defect("never-holds", K, "when: is_local", "when: is_local and staff < 0"),
    defect("never-holds", C, "when: '\"training\" in functions'",
           "when: count(functions) < 0"),
    defect("asked-before", Q, "    evidence: [licence]\n", """\
    evidence: [licence]
  - id: staff_again
    asks: staff
    screen: 服务人员有多少人？
    phone: 请问服务人员有多少人？
    read_back: 服务人员是{staff}，对吗？
    unknown: 您查一下再告诉我。
    why: {text: 有最低要求, cite: [2(2)#staff]}
""", "id: staff_again"),
    defect("never-unmet", C, "test: total_assets >= minimum_assets",
           "test: total_assets >= 0"),
    defect("never-met", C, "test: attendances >= minimum_attendances",
           "test: attendances < 0", also="unused-parameter"),
    defect("never-unmet", C, "test: is_local", "test: is_local or not is_local"),
    defect("never-met", C, "test: attendances >= minimum_attendances",
           "test: not \"training\" in functions", also="unused-parameter gap-unknowable"),
    defect("never-conflicts", K, "test: rows(people) == staff", "test: staff >= 0"),
    defect("always-conflicts", K, "test: rows(people) == staff", "test: staff < 0"),
    defect("never-conflicts", K, "test: founded_on <= application_date", "test: is_local"),
    # parts that decide nothing
    defect("dead-branch", F, 'if region == "remote" else',
           'if region in ["remote", "central"] else'),
    defect("needless-part", B, "when: staff > 0", "when: staff > 0 and staff >= 0"),
    defect("needless-part", U, "when: '\"training\" in functions'",
           "when: '\"training\" in functions and count(functions) > 0'"),
    defect("needless-part", K, "when: is_local", "when: is_local or is_local"),
    defect("option-never-given", F, "      - {id: central, label: 城区一带}\n",
           "      - {id: central, label: 城区一带}\n      - {id: north, label: 北边}\n",
           "    options:\n      - {id: remote"),
    # asked and used
    Defect("never-asked-fact", F, "  stray:", (STRAY, (K, "when: is_local", "when: stray"))),
    Defect("unused-fact", F, "  stray:", (STRAY, ASK_STRAY)),
    Defect("never-asked-roster", "rosters.yaml", "people:", (
        (B, "      - id: people\n        collects: people\n", "      - id: about_people\n"),
        (B, "        read_back: 人员名单一共{people}，对吗？\n", ""))),
    Defect("unused-roster", "rosters.yaml", "  guests:", (
        ("rosters.yaml", "rosters:\n", """\
rosters:
  guests:
    title: 来宾名单
    row: 一名来宾
    unit: 人
    cite: [附件1]
    key: [name]
    columns:
      name: {label: 姓名, kind: text, example: 赵六}
"""),
        (B, "      - id: people\n", """\
      - id: guests
        collects: guests
        screen: 请提供来宾名单。
        phone: 请报一下来宾名单。
        read_back: 来宾名单一共{guests}，对吗？
        unknown: 您查一下再告诉我。
      - id: people
"""))),
    defect("unused-parameter", T, "  name_pattern:", "  spare:\n"
           "    label: 备用\n    kind: amount\n"
           "    values: [{since: 2018-01-01, value: 1}]\n    cite: 2(1)\n  name_pattern:",
           "  spare:"),
    Defect("evidence-not-asked", M, "fact: licence_ready", (
        (Q, "    asks: licence_ready\n", ""), (Q, "{licence_ready}", "{staff}"),
        (Q, "  - id: licence_ready", "  - id: licence"))),
    defect("untested-option", F, "      - {id: consulting, label: 咨询}\n",
           "      - {id: consulting, label: 咨询}\n      - {id: lending, label: 融资}\n",
           "    options:\n      - {id: training"),
    defect("unused-group", F, "      - {id: ready, label: 已有}",
           "      - {id: ready, label: 已有, group: fine}",
           "    options:\n      - {id: ready"),
    defect("idle-exclusive", F, "      - {id: ready, label: 已有}",
           "      - {id: ready, label: 已有, exclusive: true}",
           "    options:\n      - {id: ready"),
    # clauses
    defect("clause-without-criterion", R, "          - {id: years,",
           "          - {id: steady, text: 连续运营}\n          - {id: years,",
           "id: steady"),
    defect("clause-without-criterion", R, "    conditions:\n      - {id: at_least_one,",
           "    conditions:\n      - {id: shape, text: 具备}\n      - {id: at_least_one,",
           "id: shape"),
    defect("clause-without-material", R, "          - {id: people, text: 人员名单}\n",
           "          - {id: people, text: 人员名单}\n          - {id: copy, text: 复印件}\n",
           "id: copy"),
    defect("clause-without-material", R, "forms:\n",
           "      - number: 3\n        text: （三）声明。\nforms:\n", "- number: 3\n        text: （三）"),
    Defect("clause-not-reported", R, "- number: 1\n        text: （一）在本市",
           ((C, "    clause: 2(1)\n", ""),)),
    defect("clause-twice", C, "        title: 在本市设立\n",
           "        title: 在本市设立\n        clause: 2(1)\n"),
    defect("boundary", C, "test: total_assets >= minimum_assets",
           "test: total_assets > minimum_assets", also="bound-words"),
    defect("boundary", C, "test: total_assets >= minimum_assets",
           "test: minimum_assets < total_assets", also="bound-words"),
    defect("threshold", T, "value: 200}", "value: 300}"),
    defect("threshold", T, "value: 2}", "value: 3}"),
    # advice
    defect("no-remedy", C, "        remedy: 请核对报表。\n", "", "- id: assets"),
    defect("idle-wording", C, "        remedy: 请核对报表。\n",
           "        remedy: 请核对报表。\n        not_applicable: 不适用\n"),
    defect("idle-adjust", C, "adjust: founded_on", "adjust: total_assets"),
    defect("idle-adjust", C, "wait: application_date", "wait: total_assets"),
    defect("gap-unknowable", C, "unmet: 不在本市设立", "unmet: 不在本市设立，还差 {gap}"),
    # sentences
    defect("long-sentence", B, "screen: 单位在哪个区县？",
           "screen: 请看一看营业执照或者法人登记证书上写的住所再想一想材料要交到哪里然后告诉我们单位到底在哪个区县？"),
    defect("long-sentence", B, "phone: 请问单位在哪个区县？", f"phone: 请问{'单位' * 30}在哪里？"),
    defect("two-questions", B, "screen: 单位在本市设立吗？", "screen: 在本市设立吗？在哪里？"),
    defect("two-questions", B, "screen: 单位在本市设立吗？", "screen: 在本市设立吗，是法人吗？"),
    defect("two-questions", B, "phone: 请问服务人员有多少人？",
           "phone: 请问服务人员有多少人，企业多少家？"),
    defect("unspeakable", B, "phone: 请问资产总额是多少万元？",
           "phone: 请问资产总额是多少（万元）？"),
    defect("half-width", B, "screen: 单位在哪个区县？", "screen: 请问,单位在哪个区县？"),
    defect("no-question", B, "screen: 单位在哪个区县？", "screen: 单位所在区县。"),
    defect("no-why", B, "    why: {text: 有最低要求, cite: [2(1)#assets]}\n", "",
           "- id: total_assets"),
    defect("no-read-back", B, "    read_back: 所在区县是“{district}”，对吗？\n", "",
           "- id: district"),
    defect("no-read-back", B, "read_back: 所在区县是“{district}”，对吗？",
           "read_back: 记下了，对吗？"),
    defect("no-read-back", B, "    read_back_no: 单位不在本市设立，对吗？\n", "",
           "read_back: 单位在本市设立"),
    defect("needless-read-back", B, "    read_back: 所在区县是“{district}”，对吗？\n",
           "    read_back: 所在区县是“{district}”，对吗？\n    read_back_no: 不在，对吗？\n",
           "read_back_no: 不在，对吗？"),
    defect("unspeakable", B, "read_back: 资产总额是", "read_back: 资产总额（万元）是"),
    defect("unspeakable", B, "phone: 请问单位的全称是什么？",
           "phone: 请问单位2024年的全称是什么？"),
    defect("bookish", B, "phone: 请问单位在本市设立吗？", "phone: 请问单位是否在本市设立？"),
    defect("no-unknown", B, "    unknown: 您查一下再告诉我。\n", "", "- id: institution"),
    defect("unspeakable", F, "label: 已有", "label: 已有（复印件）, aliases: [已有]",
           "    options:\n      - {id: ready"),
    defect("bad-spoken", F, "label: 已有", "label: 已有, spoken: 都齐了",
           "    options:\n      - {id: ready"),
    defect("no-unit", B, "screen: 资产总额是多少？（单位：万元）", "screen: 资产总额是多少？"),
    defect("no-unit", B, "phone: 请问资产总额是多少万元？", "phone: 请问资产总额是多少？"),
    defect("no-advice", K, "不一致，请核对。", "不一致。", "message: 名单与"),
    defect("same-label", F, "label: 服务功能", "label: 资产总额",
           "label: 资产总额\n    kind: multi"),
    defect("no-example", F, "    example: 260万元\n", "", "total_assets:"),
    defect("bad-example", F, "example: 260万元", "example: 很多"),
    defect("bad-example", F, "example: 18人", "example: 十八点五人"),
    # bounds in words
    defect("bound-words", C, "达到 {minimum_assets}", "超过 {minimum_assets}", "met: 资产"),
    defect("bound-words", C, "不到 {minimum_assets}", "在 {minimum_assets}以下", "unmet: 资产"),
    defect("bound-words", B, "{text: 有最低要求, cite: [2(1)#assets]}",
           "{text: 要超过200万元, cite: [2(1)#assets]}"),
    defect("bare-threshold", C, "met: 资产 {total_assets}，达到 {minimum_assets}",
           "met: 资产 {total_assets}，达到 200 万元"),
    defect("unknown-threshold", B, "{text: 有最低要求, cite: [2(1)#assets]}",
           "{text: 不低于300万元, cite: [2(1)#assets]}"),
]  # fmt: skip


def test_the_rules_are_many() -> None:
    assert len({case.code for case in DEFECTS}) >= 40


@pytest.mark.parametrize(
    "case", DEFECTS, ids=lambda c: f"{c.code}:{c.edits[0][2][:20].strip()}"
)
def test_a_rule_finds_its_defect_and_nothing_else(case: Defect) -> None:
    files = dict(FILES)
    for path, old, new in case.edits:
        files[path] = files[path].replace(old, new, 1)
    before, found, _ = files[case.path].partition(case.on)
    assert found
    faults = linted(*case.edits)
    meant = [fault for fault in faults if fault.code == case.code]
    assert {fault.code for fault in faults} == {case.code, *case.also}, faults
    assert {fault.path for fault in meant} == {case.path}
    assert before.count("\n") + 1 in {fault.line for fault in meant}, faults
    assert all(fault.text for fault in faults)


SOUND: dict[str, tuple[Edit, ...]] = {
    "a condition that can go either way": (
        (B, "when: staff > 0", "when: staff >= minimum_staff"),
    ),
    "between two neighbouring whole numbers there is room for none": (
        (B, "when: staff > 0", "when: staff > 0 and staff <= 1"),
    ),
    "what cannot be settled is no fault": (
        (B, "when: staff > 0", "when: total_assets + total_assets >= 0"),
    ),
    "dates are not settled": (
        (K, "test: founded_on <= application_date",
         "test: years_between(founded_on, application_date) >= 0"),
    ),
    "a fact in two branches": (
        (U, "    asks: consultations\n    when: '\"consulting\" in functions'\n",
         "    asks: consultations\n    when: '\"consulting\" in functions and is_local'\n"),
        (U, "  - id: consultations\n", """\
  - id: consultations_elsewhere
    asks: consultations
    when: not is_local
    screen: 外地咨询多少次？
    phone: 请问外地咨询多少次？
    read_back: 咨询{consultations}，对吗？
    unknown: 您查一下再告诉我。
    why: {text: 有最低要求, cite: [3(2)]}
  - id: consultations
"""),
    ),
    "a multi that is only counted and printed": (
        (U, "when: '\"training\" in functions'", "when: count(functions) >= 1"),
        (U, "when: '\"consulting\" in functions'", "when: count(functions) > 1"),
        (C, "when: '\"training\" in functions'", "when: count(functions) >= 1"),
        (C, "when: '\"consulting\" in functions'", "when: count(functions) > 1"),
    ),
    "a check that looks at what is answered": (
        (K, "test: rows(people) == staff",
         "test: is_answered(staff) or not is_answered(district)"),
    ),
    "a threshold that changed since the law was printed": (
        (T, "[{since: 2018-01-01, value: 200}]",
         "[{since: 2018-01-01, value: 200}, {since: 2026-01-01, value: 300}]"),
    ),
    "below, where the law says at least": (
        (C, "不到 {minimum_assets}", "低于 {minimum_assets}"),
    ),
    "a unit in an aside does not lengthen a sentence": (
        (B, "screen: 资产总额是多少？（单位：万元）",
         "screen: 请照着上一年末的资产负债表告诉我们贵单位上一年末的资产总额一共是多少？（单位：万元）"),
    ),
    "a requirement of the law in a question's words": (
        (B, "{text: 有最低要求, cite: [2(1)#assets]}",
         "{text: 不低于200万元, cite: [2(1)#assets]}"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("edits", SOUND.values(), ids=SOUND.keys())
def test_what_is_sound_is_left_alone(edits: tuple[Edit, ...]) -> None:
    assert linted(*edits) == ()


def test_use_is_not_judged_while_a_template_is_unknown() -> None:
    """What the missing document prints cannot be known."""
    assert linted(STRAY, ASK_STRAY, documents={"cover": set(), "form": set()}) == ()


def test_what_a_template_prints_is_used() -> None:
    documents = {**DOCUMENT_FACTS, "cover": {"stray"}}
    assert linted(STRAY, ASK_STRAY, documents=documents) == ()


def test_one_branch_never_taken_takes_what_is_below_with_it() -> None:
    """Only the root of the trouble is told."""
    faults = linted(
        (Q, "when: is_local", "when: is_local and not is_local"),
        (Q, "    asks: licence_ready", "    asks: licence_ready\n    when: staff > 0"),
    )
    assert [fault.code for fault in faults] == ["never-holds"]
