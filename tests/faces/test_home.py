"""The plain home: choose a case, begin one, be told who holds it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from sme_assistant.assistant.programmes import DEFAULT
from sme_assistant.faces.console import Console
from sme_assistant.faces.helpdesk import HelpDesk
from sme_assistant.faces.home import Home
from sme_assistant.phrases import Ask, Calls, Plain, Quick
from tests.casebook.memory import MemoryCasebook
from tests.faces.talking import CASE, NOON, Talk, clock


def visited(casebook: MemoryCasebook, *lines: str, desk: HelpDesk | None = None) -> str:
    heard = io.StringIO()
    typed = io.StringIO("".join(f"{line}\n" for line in lines))
    console, sits = Console(typed, heard), desk or HelpDesk()
    Home(casebook, console, clock, Path("nowhere"), desk=sits).run()
    return heard.getvalue()


def test_the_first_visit_begins_a_case_under_the_suggested_name() -> None:
    casebook = MemoryCasebook()

    heard = visited(casebook, "", "退出")

    assert [case.name for case in casebook.cases()] == ["申报-20261123"]
    assert heard.endswith("下次输入：sme-assistant open 申报-20261123\n")


def test_a_name_that_cannot_be_used_is_asked_for_again() -> None:
    casebook = MemoryCasebook()

    heard = visited(casebook, "甲/乙", "甲😀乙")

    assert "不能用于文件名的符号" in heard
    assert [case.name for case in casebook.cases()] == ["甲😀乙"]
    assert heard.endswith("sme-assistant open '甲😀乙'\n")


@pytest.mark.parametrize(
    "chosen", ["2", "样例(重庆)", "样例（重庆）", " 样例（重庆） "]
)
def test_a_case_is_chosen_by_its_number_or_its_name(chosen: str) -> None:
    casebook = MemoryCasebook()
    casebook.create("样例（重庆）", DEFAULT, NOON)
    casebook.create("另一份", DEFAULT, NOON)

    assert "已保存在“样例（重庆）”里" in visited(casebook, "9", "没有", chosen)


def test_a_new_case_is_begun_beside_the_others() -> None:
    casebook = MemoryCasebook()
    visited(casebook, "")

    visited(casebook, "新建", "")

    assert {case.name for case in casebook.cases()} == {
        "申报-20261123",
        "申报-20261123-2",
    }


def test_leaving_the_home_opens_nothing() -> None:
    talk = Talk()

    assert visited(talk.casebook, "退出").endswith("> 退出\n")


def test_who_comes_back_is_told_how_far_the_case_is() -> None:
    talk = Talk()
    talk.hear("不清楚")

    assert "欢迎回来。“样例”已答 0/" in visited(talk.casebook, "1")


def test_a_second_opener_is_told_who_holds_the_case_and_may_read() -> None:
    talk = Talk()
    talk.hear("跳到 total_assets", "150万元")
    with talk.casebook.writer(CASE, "王工"):
        heard = visited(talk.casebook, "1", "重庆启航公司")

    assert "正由王工在本机另一个窗口填写，现在只能查看" in heard
    assert "· 上一年末资产总额 150 万元，要求不低于 200 万元，还差 50 万元" in heard
    assert Plain.GOODBYE.partition("“")[0] not in heard
    assert list(talk.typed) == ["total_assets"]


def test_who_is_to_be_called_back_stands_below_the_cases() -> None:
    casebook = MemoryCasebook()
    casebook.create("甲", DEFAULT, NOON)
    assert "要回访" not in visited(casebook, "退出")
    with casebook.writer("甲", "") as writer:
        writer.add_follow_up(NOON.date(), "带合同", "", NOON)

    assert "要回访 1 次：甲\n" in visited(casebook, "退出")


def test_of_many_cases_a_few_are_listed_and_the_others_are_found() -> None:
    casebook = MemoryCasebook()
    for number in range(30):
        casebook.create(f"万州第{number}号", DEFAULT, NOON)

    heard = visited(casebook, "第3号", "9", "第1", "2", "退出")

    assert "20. 万州第10号" in heard
    assert "21. " not in heard
    assert "这里只列前 20 份" in heard
    assert "含有“第3号”的申报记录：\n　1. 万州第3号" in heard
    assert "没有这一项" in heard
    assert "已保存在“万州第18号”里" in heard


@pytest.mark.parametrize("has_cases", [True, False])
def test_a_quick_answer_and_a_question_need_no_case(has_cases: bool) -> None:
    casebook = MemoryCasebook()
    if has_cases:
        casebook.create("甲", DEFAULT, NOON)
    before = casebook.cases()

    heard = visited(casebook, "/速查 万州 8人", "/速查", "？要交多少钱", "/问", "退出")

    assert "服务人员 8 人，未达到人数要求" in heard
    assert "没有写申报要交费用" in heard
    assert Quick.EMPTY_HERE in heard
    assert Ask.EMPTY_HERE in heard
    assert casebook.cases() == before


def test_a_help_desk_that_finds_no_case_is_told_of_the_quick_answer() -> None:
    casebook = MemoryCasebook()
    casebook.create("甲", DEFAULT, NOON)

    served = visited(
        casebook, "万州 12人", "/来电 张女士", desk=HelpDesk(True, "王五", ())
    )

    assert Calls.HOME_QUICK_PLAIN in served
    assert Calls.NO_CASE in served
    alone = visited(casebook, "万州 12人", "/来电 张女士")
    assert Calls.HOME_QUICK_PLAIN not in alone
    assert Calls.NO_CASE not in alone


def test_who_is_to_be_called_back_is_listed_at_home() -> None:
    casebook = MemoryCasebook()
    casebook.create("甲", DEFAULT, NOON)
    with casebook.writer("甲", "") as writer:
        writer.add_follow_up(NOON.date(), "带租赁合同", "王五", NOON)

    heard = visited(casebook, "/回访")

    assert "要回访 1 次" in heard
    assert "甲　带租赁合同" in heard
