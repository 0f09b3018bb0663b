"""Lists opened by their names in the conversation; what is to be looked at in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sme_assistant.assistant import list_turns
from sme_assistant.assistant.cases import opened
from sme_assistant.assistant.turns import Turns
from sme_assistant.faces.progress import counted
from sme_assistant.phrases import Lists
from sme_assistant.rosters.reading import whole_rows
from tests.faces.talking import CASE, Talk, clock

TWICE = (
    "/名单 附件3",
    "重庆云岭机械有限公司,咨询,王一,13900000001,满意",
    "重庆云岭机械有限责任公司,咨询,王一,13900000001,满意",
    "重庆云领机械有限公司,咨询,王二,13900000002,满意",
    "",
)


def rows(talk: Talk, roster: str) -> list[object]:
    held = talk.standing.state.rosters.get(roster)
    return [row["name"] for row in held.rows] if held else []


def test_all_lists_are_named_with_what_they_hold_and_give() -> None:
    talk = Talk()
    talk.hear("/名单 welfare", "免费宣讲,免费", "")

    said = talk.hear("/名单")

    assert "8. 公益性或低收费服务项目表（第六条（二））　1 项" in said
    assert "7. 服务活动台账（第九条（十））　还没有；没有也可以" in said
    assert "由它算出：集聚的服务机构、签了合作协议的服务机构" in said
    assert "等 11 项" in said


@pytest.mark.parametrize(
    "name", ["8", "welfare", "公益服务", "公益性或低收费服务项目表", " 项目表"]
)
def test_a_list_is_opened_by_its_number_id_title_or_signs_of_it(name: str) -> None:
    talk = Talk()

    talk.hear(f"/名单 {name}", "免费宣讲,免费", "")

    assert rows(talk, "welfare") == ["免费宣讲"]


@pytest.mark.parametrize("name", ["企业", "没有这份", "0", "99", "附件1"])
def test_a_name_of_no_list_or_of_several_says_which_there_are(name: str) -> None:
    talk = Talk()

    said = talk.hear(f"/名单 {name}", "/名单")

    if name == "附件1":
        assert "两个年度的经营数据　还没有" in said
    else:
        assert f"没有名为“{name}”的名单，或者有几份都像" in said
        assert "8 公益性或低收费服务项目表" in said


@pytest.mark.parametrize("leaving", ["", "返回", "继续", "以后再补"])
def test_a_list_that_is_left_leaves_the_question_where_it_was(leaving: str) -> None:
    talk = Talk()

    said = talk.hear("跳到 legal_representative_phone", "/名单 8", leaving)

    before, _, after = said.partition("由它算出")
    assert before.count("法定代表人或负责人的联系电话") == 1
    assert after.count("法定代表人或负责人的联系电话") == 1
    assert rows(talk, "welfare") == []


def test_rows_of_another_list_leave_the_question_jumped_to() -> None:
    said = Talk().hear(
        "跳到 legal_representative_phone", "/名单 8", "免费宣讲,免费", ""
    )

    assert said.rstrip("> \n").count("法定代表人或负责人的联系电话") == 2


def test_a_file_is_looked_at_and_taken_into_a_list_that_was_opened(
    tmp_path: Path,
) -> None:
    path = tmp_path / "项目.csv"
    path.write_text("服务项目名称,收费情况\n免费宣讲,免费\n", encoding="utf-8")
    talk = Talk()

    said = talk.hear("/名单 8", str(path), "", "1")

    assert "可以收下 1 行" in said
    assert rows(talk, "welfare") == ["免费宣讲"]


def test_commands_are_obeyed_while_a_list_is_open(tmp_path: Path) -> None:
    talk = Talk(out=tmp_path)

    said = talk.hear("/名单 8", "/空白表", "/名单 7", "/核对", "退出")

    assert (tmp_path / "空白表-公益性或低收费服务项目表.xlsx").exists()
    assert "名单里没有发现要核对的地方" in said


def test_what_a_list_finds_is_told_in_one_card_by_its_weight() -> None:
    said = Talk().hear(*TWICE)

    head = said.index("核对名单：必须改 1 处，提示 2 处")
    card = said[head:]
    assert card.index("必须改\n") < card.index("1. 附件3 名单里有同一家企业写了几行")
    assert card.index("1. 附件3") < card.index("提示\n") < card.index("2. 附件3")
    assert "怎样改、还有哪几行，输入“/核对”看" in card
    assert "请合并" not in card.partition("怎样改")[0]


def test_every_row_found_is_named_on_demand() -> None:
    said = Talk().hear(*TWICE, "/核对 附件3", "/核对 没有")

    assert "第 1 行 重庆云岭机械有限公司，第 2 行 重庆云岭机械有限责任公司" in said
    assert "第 1 行 重庆云岭机械有限公司，第 3 行 重庆云领机械有限公司" in said
    assert "没有名为“没有”的名单" in said


def test_of_many_rows_the_first_are_named_and_the_others_counted() -> None:
    same = [f"{n:03}号商贸公司,,,13900000001,满意" for n in range(12)]
    twice = [f"云岭{n:03}公司,,,,满意" for n in range(101) for _ in range(2)]

    said = Talk().hear("/名单 附件3", *same, *twice, "", "/核对")

    assert "第 8 行 007号商贸公司，还有 4 行" in said
    assert "还有 1 处，这里不再列出" in said


def test_a_single_finding_is_told_in_full() -> None:
    said = Talk().hear(*TWICE[:1], TWICE[1], TWICE[3], "")

    assert "只差一个字或者读音相同。请看看是不是同一家" in said
    assert "核对名单：" not in said


def test_a_figure_a_list_would_give_is_asked_with_an_offer_of_the_list() -> None:
    talk = Talk()

    assert "不填也行，给出这份就由它算：/名单 服务活动台账" in talk.hear(
        "跳到 service_functions", "培训服务", "跳到 年培训人次"
    )
    talk.hear("/名单 7", "培训服务,财税培训班,,,1200,60,线下", "")
    assert "不填也行" not in talk.hear("跳到 年培训人次")


def test_lists_are_named_on_the_boards_where_they_matter() -> None:
    talk = Talk()
    talk.hear("/名单 8", "免费宣讲,免费", "")

    assert "可以给线下服务企业名单，由它算" in talk.hear("自评 7(1)")
    said = talk.hear("材料")
    assert "公益性或低收费服务项目表　1 项：/名单" in said
    assert "可以给服务活动台账，由它算" in said


def test_the_list_of_projects_writes_the_box_of_the_form() -> None:
    talk = Talk()
    talk.hear("/名单 8", "免费宣讲,免费,小微企业,12次,260人次", "代理记账,低收费", "")

    value = talk.standing.evaluation.fact("public_welfare_projects")

    assert value == "免费宣讲（免费，小微企业，12 次，260 人次）\n代理记账（低收费）"


def test_a_text_that_leaves_projects_out_is_held_against_the_list() -> None:
    talk = Talk()
    text = "我们有免费宣讲。" + "等等" * 30
    talk.hear("跳到 public_welfare_service", "是")
    talk.hear("跳到 public_welfare_projects", text, "")

    said = talk.hear("/名单 8", "免费宣讲,免费", "代理记账,低收费", "", "1")

    assert "我们有免费宣讲。等等" in said
    assert "…" in said
    assert "代理记账" in str(talk.standing.evaluation.fact("public_welfare_projects"))


def test_a_cell_pasted_with_a_line_break_is_one_cell_also_without_a_header() -> None:
    talk = Talk()
    text = '重庆云岭机械有限公司\t"政策\n咨询"\t王五\t13900000001\t满意\n乙\t\t\t\t满意'
    with opened(talk.casebook, CASE, clock) as conversation:
        turns = Turns(conversation, lambda *_says: None, talk.out)
        conversation.jump("enterprises")
        turns.hear(text)
    held = talk.standing.state.rosters["enterprises"].rows
    assert [row.get("service") for row in held] == ["政策 咨询", None]
    assert held[0]["contact"] == "王五"


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (['甲\t"乙', '丙"\t丁'], ["甲\t乙 丙\t丁"]),
        (['"甲', '乙"\t丁'], ["甲 乙\t丁"]),
        (['甲\t"乙', "丙\t丁"], ['甲\t"乙', "丙\t丁"]),
        (['甲\t"乙'], ['甲\t"乙']),
        (['5"管\t甲', "丙"], ['5"管\t甲', "丙"]),
        (['甲\t"乙""丙', '丁"'], ['甲\t乙"丙 丁']),
    ],
)
def test_a_quotation_mark_that_is_never_closed_stands_for_itself(
    lines: list[str], whole: list[str]
) -> None:
    assert list(whole_rows(lines)) == whole


def test_how_far_a_long_list_is_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "项目.csv"
    path.write_text("服务项目名称,收费情况\n免费宣讲,免费\n", encoding="utf-8")
    talk, told = Talk(), list[str]()
    with opened(talk.casebook, CASE, clock) as conversation:
        turns = Turns(conversation, lambda *_says: None, tmp_path)
        turns.counting = lambda _done, _total, what: told.append(what)
        turns.hear("/名单 8")
        turns.hear(str(path))
        turns.hear("1")
        turns.hear("/导出名单 8")
    assert told[0] == Lists.STEP_READING
    assert told[-1] == Lists.STEP_WRITING
    assert counted(55, 100, Lists.STEP_READING).endswith(
        " 正在读取 50%（按 Ctrl+C 停下）"
    )


def test_a_file_whose_reading_is_stopped_leaves_the_list_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "项目.csv"
    path.write_text("服务项目名称,收费情况\n免费宣讲,免费\n", encoding="utf-8")

    def stopped(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(list_turns, "prepared", stopped)
    said = Talk().hear("/名单 8", str(path))

    assert "已停下，名单没有改动" in said
