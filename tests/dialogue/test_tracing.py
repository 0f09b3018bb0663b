"""The matrix holds every clause; the picture every question and condition."""

from __future__ import annotations

import json
import re

import pytest

from sme_assistant.dialogue.loading import load
from sme_assistant.dialogue.parsing import parse
from sme_assistant.dialogue.programme import Programme
from sme_assistant.dialogue.tracing import graph, spell, trace
from sme_assistant.dialogue.tracing.picture import escape
from sme_assistant.dialogue.tracing.table import Column, text_table, width
from tests.dialogue.small import DOCUMENT_FACTS, FILES, names_of, small


@pytest.fixture(scope="module")
def programme() -> Programme:
    return small()


def test_each_citation_is_a_row_in_the_order_of_the_law(programme: Programme) -> None:
    rows = trace(programme, DOCUMENT_FACTS).rows
    assert [row.citation for row in rows][:8] == [
        "1", "2", "2(1)", "2(1)#local", "2(1)#years", "2(1)#assets", "2(2)",
        "2(2)#staff",
    ]  # fmt: skip
    assert {row.citation for row in rows} == set(programme.clauses)
    assert [row.citation for row in rows][-1] == "附件1"


def test_a_condition_is_followed_to_the_documents(programme: Programme) -> None:
    rows = {row.citation: row for row in trace(programme, DOCUMENT_FACTS).rows}
    row = rows["2(1)#assets"]
    assert (row.clause, row.nature) == ("第二条（一）", "normative")
    assert row.words == "资产总额不低于200万元"
    assert row.questions == ("total_assets",)
    assert row.facts == ("total_assets",)
    assert row.criteria == ("assets",)
    assert row.documents == ("附件1“资产总额”", "申请表")


def test_a_criterion_brings_the_facts_it_rests_on(programme: Programme) -> None:
    rows = {row.citation: row for row in trace(programme, DOCUMENT_FACTS).rows}
    row = rows["2(2)#staff_in_hills"]
    assert row.facts == ("district", "staff")
    assert row.questions == ("district", "staff")


def test_a_clause_gathers_what_its_conditions_have(programme: Programme) -> None:
    rows = {row.citation: row for row in trace(programme, DOCUMENT_FACTS).rows}
    assert rows["2(1)"].criteria == ("basics", "local", "years", "assets")
    assert rows["4(2)"].materials == ("4(2)",)
    assert rows["4(2)#licence"].questions == ("licence_ready",)
    assert rows["4(2)#people"].facts == ("people",)
    assert rows["4(2)#people"].checks == ("roster_number",)


def test_the_matrix_is_json(programme: Programme) -> None:
    matrix = trace(programme, DOCUMENT_FACTS)
    data = json.loads(json.dumps(matrix.as_data(), ensure_ascii=False))
    assert data["programme"] == "small"
    assert list(data["clauses"]) == [row.citation for row in matrix.rows]
    assert data["clauses"]["2(1)#local"]["criteria"] == ["local"]


def test_the_table_is_aligned_over_wide_characters(programme: Programme) -> None:
    lines = trace(programme, DOCUMENT_FACTS).as_text().splitlines()
    bars = {
        tuple(width(line[: m.start()]) for m in re.finditer("[│┼]", line))
        for line in lines
    }
    full = max(bars, key=len)
    assert len(full) == 8
    assert all(found == full[: len(found)] for found in bars)


def test_long_cells_go_on_below() -> None:
    table = text_table(
        [Column("甲", 4), Column("b", 3)], [["一二三", "abcd"], ["x", ""]]
    )
    assert table == "甲   │ b\n─────┼────\n一二 │ abc\n三   │ d\nx    │"


def test_the_picture_has_each_question_and_condition(programme: Programme) -> None:
    lines = graph(programme).splitlines()
    assert lines[:2] == ["flowchart TD", "  start([开始])"]
    assert '  subgraph s_materials["材料"]' in lines
    assert '    q_total_assets["资产总额"]' in lines
    assert '    q_people[["人员名单"]]' in lines
    assert '    q_welcome("我们开始吧。")' in lines
    assert '  if_q_people -->|"服务人员大于0"| q_people' in lines
    assert '  if_q_people -->|"否则"| q_functions' in lines
    assert '  if_s_materials -->|"在本市设立"| q_licence_ready' in lines
    assert '  if_s_materials -->|"否则"| done' in lines
    drawn = {
        name for name in programme.questions if any(f" q_{name}" in ln for ln in lines)
    }
    assert drawn == set(programme.questions)
    assert lines.count("  end") == len(programme.sections)


def test_every_arrow_leads_from_and_to_a_node(programme: Programme) -> None:
    text = graph(programme)
    nodes = set(re.findall(r"^ +(\w+)[\[({]", text, re.MULTILINE))
    arrows = re.findall(r"^ +(\w+) -->(?:\|\"[^\"|]*\"\|)? (\w+)$", text, re.MULTILINE)
    assert arrows
    assert {name for arrow in arrows for name in arrow} <= nodes
    assert text.count("-->") == len(arrows)


def test_signs_that_mermaid_reads_are_escaped() -> None:
    assert escape('“a” "b" <c> |d| #e') == (
        "“a” #quot;b#quot; #lt;c#gt; #124;d#124; #35;e"
    )
    files = {**FILES}
    path = "questions/01-basics.yaml"
    files[path] = files[path].replace("title: 基本情况", "title: '基\"本\"|情况'")
    assert 'subgraph s_basics["基#quot;本#quot;#124;情况"]' in graph(load(files))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("is_local and not is_local", "在本市设立，并且不是“在本市设立”"),
        ('"training" in functions', "服务功能包括培训"),
        ('"training" not in functions', "不是“服务功能包括培训”"),
        ('district in ["hills", "town"]', "所在区县是山区、城区"),
        ('district != "hills"', "所在区县不是山区"),
        ("staff >= minimum_staff_general", "服务人员不少于15 人"),
        ("staff < minimum_staff or is_local", "服务人员小于最低人数，或者在本市设立"),
        ("is_local and (staff > 0 or staff == 0)",
         "在本市设立，并且（服务人员大于0，或者服务人员是0）"),
        ("count(functions) > 1", "服务功能的项数大于1"),
        ("years_between(founded_on, application_date) >= minimum_years",
         "成立日期到申报日期的整年数不少于2 年"),
        ("share(staff, staff) > 0", "服务人员占服务人员的比例大于0"),
        ('rows(people, education == "bachelor") == staff',
         "人员名单里（学历是本科）的行数是服务人员"),
        ("rows(people) > 0", "人员名单的行数大于0"),
        ("is_answered(staff)", "已填服务人员"),
        ("matches(institution, name_pattern)", "单位名称符合名称格式"),
        ("length(institution) > 0", "单位名称的字数大于0"),
        ("sum(staff, staff) - staff > 0", "服务人员、服务人员之和 - 服务人员大于0"),
        ("(staff if is_local else minimum_staff) > 0",
         "（在本市设立时为服务人员，否则为最低人数）大于0"),
        ('group(district) == "remote"', "所在区县的分组是remote"),
        ("is_local == True", "在本市设立是是"),
    ],
)  # fmt: skip
def test_conditions_are_said_in_words(
    programme: Programme, text: str, said: str
) -> None:
    assert spell(programme, parse(text, names_of(programme))) == said
