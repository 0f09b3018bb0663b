"""Figures that come from lists, and those that differ from them, by lines."""

from __future__ import annotations

import json

from sme_assistant.assistant.judging import judgement
from tests.faces.talking import Talk

STAFF = ("赵样例,33,本科,项目经理,工程师,走访", "钱样例,40,大专,,,", "")
FIRMS = (
    "重庆云岭机械有限公司,政策咨询,,,很满意",
    "重庆青禾农业有限公司,政策咨询,,,不满意",
    "",
)


def given_fifteen() -> Talk:
    talk = Talk()
    talk.hear("/跳到 service_staff", "15")
    return talk


def figures(talk: Talk) -> dict[str, dict[str, str]]:
    told = judgement(talk.standing)["answers"]
    found: dict[str, dict[str, str]] = json.loads(json.dumps(told))
    return found


def test_without_a_typed_figure_the_list_gives_it_and_it_is_not_asked_for() -> None:
    talk = Talk()

    said = talk.hear("/跳到 服务人员名单", *STAFF)

    assert "采用哪一个" not in said
    staff = figures(talk)["service_staff"]
    assert staff["value"] == "2"
    assert staff["source"] == "附件2 服务人员名单，2 行"
    card = talk.hear("/跳到 service_staff", "")
    assert "按名单算是 2 人（附件2 服务人员名单，2 行），不填就用它" in card
    assert "service_staff" not in talk.standing.state.answers
    assert "撤销" in talk.hear("撤销")
    assert "service_staff" not in figures(talk)


def test_a_figure_that_differs_is_asked_about_with_both_sources() -> None:
    talk = given_fifteen()

    said = talk.hear("/跳到 服务人员名单", *STAFF)

    assert "服务人员有两个数：填写的是 15 人（" in said
    assert "按名单算是 2 人（附件2 服务人员名单，2 行）" in said
    assert "1. 采用名单上的 2 人" in said
    points = [point.id for point in talk.standing.points]
    assert any(p.startswith("conflict:staff_roster_number@") for p in points)


def test_the_list_may_be_taken_and_that_undone() -> None:
    talk = given_fifteen()

    said = talk.hear("/跳到 服务人员名单", *STAFF, "1")

    assert "服务人员采用名单上的数：2 人" in said
    assert figures(talk)["service_staff"]["value"] == "2"
    assert not any(c.difference for c in talk.standing.conflicts)
    talk.hear("撤销")
    assert figures(talk)["service_staff"]["value"] == "15"


def test_where_the_forms_could_not_be_right_the_typed_figure_only_waits() -> None:
    talk = given_fifteen()

    said = talk.hear("/跳到 服务人员名单", *STAFF, "2")

    assert "请改好名单后再看" in said
    assert figures(talk)["service_staff"]["value"] == "15"
    assert not talk.standing.state.accepted


def test_a_typed_rate_may_be_kept_and_the_package_is_a_draft_until_then() -> None:
    talk = Talk()
    talk.hear("/跳到 satisfaction_rate", "95%")
    said = talk.hear("/跳到 上年度服务中小企业名单", *FIRMS, "2")

    assert "用户满意度有两个数：填写的是 95%" in said
    assert "保留填写的 95%" in said
    (point,) = (p for p in talk.standing.points if p.subject.endswith("_rating"))
    assert talk.standing.lets_stand(point)
    talk.hear("撤销")
    assert not talk.standing.lets_stand(point)


def test_an_empty_line_puts_it_off_and_another_word_asks_again() -> None:
    talk = given_fifteen()

    said = talk.hear("/跳到 服务人员名单", *STAFF, "三", "", "/进度")

    assert said.count("服务人员有两个数") == 2
    assert "先放着" in said
    assert figures(talk)["service_staff"]["value"] == "15"


def test_two_figures_of_one_list_are_asked_about_in_turn() -> None:
    talk = given_fifteen()
    talk.hear("/跳到 qualified_staff", "12")

    said = talk.hear("/跳到 服务人员名单", *STAFF, "1", "1")

    assert "服务人员采用名单上的数：2 人" in said
    assert "服务人员中的专业人员采用名单上的数：2 人" in said
    assert not talk.standing.state.answers


def test_what_a_list_holds_is_told_with_its_rows_and_no_names() -> None:
    talk = Talk()

    said = talk.hear(
        "/跳到 上年度服务中小企业名单",
        *FIRMS[:2],
        "重庆云岭机械 有限责任公司,讲座,,,满意",
        "重庆青和农业有限公司,讲座,,,满意",
        "",
    )

    assert "同一家企业写了几行" in said
    assert "（名单第 1、3 行）" in said
    assert "名称很像的企业" in said
    assert "（名单第 2、4 行）" in said


def test_a_figure_left_open_is_asked_about_when_the_case_is_opened_again() -> None:
    talk = given_fifteen()
    talk.hear("/跳到 服务人员名单", *STAFF, "")

    said = talk.hear("1")

    assert said.index("服务人员有两个数") < said.index("采用名单上的数：2 人")
    assert "有两个数" not in talk.hear("")


def test_figures_of_two_lists_left_open_are_asked_about_one_after_the_other() -> None:
    talk = given_fifteen()
    talk.hear("/跳到 satisfaction_rate", "95%")
    talk.hear("/跳到 服务人员名单", *STAFF, "2")
    talk.hear("/跳到 上年度服务中小企业名单", *FIRMS, "")

    said = talk.hear("2", "2")

    first, second = said.index("服务人员有两个数"), said.index("用户满意度有两个数")
    assert first < second
    assert "保留填写的 95%" in said
    again = talk.hear("")
    assert "服务人员有两个数" in again
    assert "用户满意度有两个数" not in again


def test_a_figure_is_asked_about_also_where_no_question_is_left() -> None:
    talk = given_fifteen()
    talk.hear("/跳到 服务人员名单", *STAFF, "")
    everything = ("",) + ("不清楚",) * 200

    talk.hear(*everything)
    said = talk.hear("x", "1")

    assert talk.standing.next is None
    assert said.count("服务人员有两个数") == 2
    assert "采用名单上的数：2 人" in said


def test_a_figure_the_forms_would_contradict_is_never_let_stand() -> None:
    talk = given_fifteen()
    talk.hear("/跳到 服务人员名单", *STAFF, "2")
    number = 1 + [p.firm for p in talk.standing.points].index(True)

    listed, said = talk.hear("/接受"), talk.hear("", f"/接受 {number}")

    assert "填写的数和名单对不上的，不能就这样报送" in listed
    assert "这一项不能就这样报送，申请表和名单会互相矛盾" in said
    assert not talk.standing.state.accepted
