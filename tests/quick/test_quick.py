"""The quick answer: as far as what was told goes, and not a step further."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from sme_assistant.assistant.programmes import shipped_programme
from sme_assistant.assistant.quick import QuickAnswer, QuickTalk, case_of, talk_of
from sme_assistant.casebook import SqliteCasebook
from sme_assistant.engine.log import Channel
from sme_assistant.engine.verdicts import Outcome, Status
from sme_assistant.errors import CaseNameError
from sme_assistant.faces.commands.quick import quick
from sme_assistant.faces.wiring import Wiring
from tests.casebook.memory import MemoryCasebook
from tests.faces.talking import Talk, clock


def told(*texts: str) -> QuickTalk:
    talk = talk_of(shipped_programme(), clock)
    for text in texts:
        talk.hear(text)
    return talk


def answer(*texts: str) -> QuickAnswer:
    return told(*texts).answer


def said(result: QuickAnswer) -> str:
    return "\n".join(say.text for say in result.says())


def test_what_is_short_is_told_with_its_clause_and_how_much() -> None:
    result = answer("万州 12人 8个大专")

    assert result.outcome is Outcome.INELIGIBLE
    status, first = result.decided[0]
    assert status is Status.UNMET
    assert first.startswith("服务人员 12 人，其中专业人员 8 人")
    assert first.endswith("还差 2 人（第六条（三））")


def test_what_was_not_told_is_asked_and_never_held_against_anybody() -> None:
    result = answer("万州 12人 10个大专")

    assert result.outcome is Outcome.INCOMPLETE
    assert {status for status, _ in result.decided} == {Status.MET}
    asked = [question.subject for question in result.next]
    assert asked[:2] == ["operating_since", "total_assets"]
    assert not {"district", "service_staff", "qualified_staff"} & {*asked}


def test_too_few_anywhere_fail_before_the_district_is_known() -> None:
    assert answer("9人").outcome is Outcome.INELIGIBLE
    assert answer("12人").outcome is Outcome.INCOMPLETE
    assert not answer("12人").decided


def test_nothing_told_decides_nothing() -> None:
    result = answer("")

    assert result.outcome is Outcome.INCOMPLETE
    assert not result.decided
    assert "听到的还不够判断" in result.verdict_line


@pytest.mark.parametrize(
    ("text", "outcome", "status"),
    [
        ("公司开了一年半", Outcome.INELIGIBLE, Status.UNMET),
        ("19年成立", Outcome.INCOMPLETE, Status.MET),
        ("开了两年", Outcome.INCOMPLETE, None),
        ("2024年成立", Outcome.INCOMPLETE, None),
        ("2024年12月成立", Outcome.INELIGIBLE, Status.UNMET),
    ],
)
def test_a_stretch_of_time_decides_where_both_ends_agree(
    text: str, outcome: Outcome, status: Status | None
) -> None:
    result = answer(text)

    assert result.outcome is outcome
    assert [s for s, _ in result.decided] == ([status] if status else [])
    is_asked = "operating_since" in [q.subject for q in result.next]
    assert is_asked is (status is None)


def test_functions_told_in_part_do_not_close_article_seven() -> None:
    """Whoever speaks of training may do more than that."""
    result = answer("培训800人次")

    assert result.statuses["training_volume"] is Status.UNMET
    assert result.statuses["functions"] is Status.UNKNOWN
    assert result.outcome is Outcome.INCOMPLETE
    assert "service_functions" in [question.subject for question in result.next]


def test_a_stretch_and_functions_in_part_stand_together() -> None:
    result = answer("19年成立，培训1200人次")

    assert result.statuses["training_volume"] is Status.MET
    assert "“19年成立”不论具体是哪一天，都达到要求" in said(result)


ALL = (
    "万州，2019年3月15日成立，资产260万，15人，12个大专，独立法人，在重庆注册，财务良好，"
    "服务企业120家，满意度92%，有公益，有办公室，机构6家，信用良好"
)


def test_everything_told_is_all_that_is_left_out_of_what_is_asked() -> None:
    result = answer(ALL)

    assert not result.heard.unclear
    asked = {question.subject for question in result.next}
    assert asked
    assert not asked & {piece.fact for piece in result.heard.taken}


def test_an_unclear_piece_is_settled_by_choosing_or_by_saying_it_again() -> None:
    talk = told("10家")
    (unclear,) = talk.heard.unclear
    talk.choose(unclear, unclear.choices[1])
    assert talk.answer.exact == {"aggregated_institutions": 10}
    assert not talk.heard.unclear

    again = told("10家", "机构10家")
    assert again.answer.exact == {"aggregated_institutions": 10}
    assert not again.heard.unclear


def test_a_later_word_goes_before_an_earlier_one() -> None:
    assert told("12人", "13人").answer.exact == {"service_staff": 13}


def test_five_questions_are_asked_one_by_one() -> None:
    talk = told()
    asked = []
    for reply in ("万州", "12", "十个", "19年", "两百万"):
        assert talk.asking is not None
        asked.append(talk.asking.subject)
        assert not talk.reply(reply)

    assert talk.asking is None
    assert asked == [
        *("district", "service_staff", "qualified_staff"),
        *("operating_since", "total_assets"),
    ]
    assert talk.answer.outcome is Outcome.INCOMPLETE
    assert len(talk.answer.decided) == 4


def test_a_question_is_put_again_until_its_answer_is_clear() -> None:
    talk = told()
    assert "请重新" in talk.reply("嗯嗯啊啊") or talk.reply("嗯嗯啊啊")
    assert not talk.reply("万州")
    assert "大概的数" in talk.reply("大概12人")
    talk.skip()
    assert talk.asking is not None
    assert talk.asking.subject == "qualified_staff"


def test_several_facts_in_one_go_answer_several_questions() -> None:
    talk = told()
    assert not talk.reply("万州 12人 10个大专")
    assert talk.asking is not None
    assert talk.asking.subject == "operating_since"


def test_a_case_of_it_keeps_what_was_said_and_where() -> None:
    book = MemoryCasebook()
    talk = told("万州 12人 10家 19年成立 培训1200人次")
    info = case_of(talk, book, "速查一份", clock)

    log = {entry.subject: entry for entry in book.entries(info.name)}
    assert {name: entry.value for name, entry in log.items()} == {
        "district": "wanzhou",
        "service_staff": "12",
        "training_attendances": "1200",
    }
    assert log["service_staff"].typed == "12人"
    assert {entry.source for entry in log.values()} == {"速查"}
    with pytest.raises(CaseNameError):
        case_of(talk, book, "速查一份", clock)


def test_in_a_conversation_it_answers_and_leaves_the_case_alone() -> None:
    talk = Talk()
    heard = talk.hear("/速查 万州 12人 8个大专")

    assert "还不能报" in heard
    assert "还差 2 人（第六条（三））" in heard
    assert not talk.typed
    assert "请把听到的写在一起" in talk.hear("/速查")


# --- the command line --------------------------------------------------------


def run(tmp_path: Path, *arguments: str, lines: str = "") -> str:
    wiring = Wiring(str(tmp_path / "casebook.sqlite3"), clock)
    result = CliRunner().invoke(quick, arguments, input=lines, obj=wiring)
    if result.exception:
        raise result.exception
    return result.stdout


def test_the_command_answers_in_words_or_as_json(tmp_path: Path) -> None:
    text = "万州 12人 8个大专 10家 嗯哼"
    words = run(tmp_path, text)
    data = json.loads(run(tmp_path, *text.split(), "--json"))

    assert words.startswith("还不能报")
    assert "“12人”→ 服务人员：12 人" in words
    assert data["verdict"] == "ineligible"
    assert data["clauses"]["6(3)"] == "unmet"
    assert data["understood"][1] == {
        "said": "12人",
        "fact": "service_staff",
        "value": "12",
        "shown": "服务人员：12 人",
    }
    assert [choice["fact"] for choice in data["unclear"][0]["choices"]][:2] == [
        *("enterprises_served", "aggregated_institutions"),
    ]
    assert data["not_understood"] == ["嗯哼"]
    assert data["text"] == text


def test_the_command_makes_a_case(tmp_path: Path) -> None:
    assert "已存成“小李的 单位”，带着 2 个答案" in run(
        tmp_path, "万州 12人", "--case", "小李的 单位"
    )
    data = json.loads(run(tmp_path, "万州", "--case", "另一份", "--json"))
    assert data["case"] == "另一份"


def test_at_a_help_desk_a_case_says_who_typed_it(tmp_path: Path) -> None:
    run(tmp_path, "万州 12人", "--case", "来电", "--staff", "王五")
    with closing(SqliteCasebook(tmp_path / "casebook.sqlite3", clock)) as book:
        log = book.entries("来电")
    assert {(e.staff, e.channel) for e in log} == {("王五", Channel.PHONE)}


def test_the_command_asks_where_nothing_was_told(tmp_path: Path) -> None:
    lines = "云阳\n大概9个\n9人\n\n不清楚\n100万\n"
    words = run(tmp_path, lines=lines)

    assert words.startswith("一共 5 个问题")
    assert "5/5 请问上一年末的资产总额是多少万元？" in words
    assert "还不能报：有条件没有达到。" in words
    assert "上一年末资产总额 100 万元" in words
    assert json.loads(run(tmp_path, "--json", lines=lines))["verdict"] == "ineligible"


@pytest.mark.parametrize("said", ["2019", "19年", "2019年5月", "七年", "开了七年"])
def test_a_year_or_a_span_answers_when_it_began(said: str) -> None:
    talk = told("万州 12人 10个大专")
    assert not talk.reply(said)
    assert talk.answer.spans["operating_since"].said == said
    assert talk.answer.statuses["operating_years"] is Status.MET


def test_json_is_one_document_even_if_nothing_was_told(tmp_path: Path) -> None:
    assert json.loads(run(tmp_path, "--json"))["verdict"] == "incomplete"
    assert json.loads(run(tmp_path, "--json", lines="退出\n"))["understood"] == []


def test_who_leaves_is_told_nothing_more(tmp_path: Path) -> None:
    assert "结论" not in run(tmp_path, lines="万州\n退出\n")
    assert "还要问" in run(tmp_path, lines="万州\n")
