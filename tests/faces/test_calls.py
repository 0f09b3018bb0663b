"""The help desk line by line: words to say, calls, who said it and who typed it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from sme_assistant.assembly import assessment
from sme_assistant.assistant import boards
from sme_assistant.assistant.call_turns import caller_in
from sme_assistant.assistant.calls import Line
from sme_assistant.assistant.cases import opened, standing_of
from sme_assistant.assistant.programmes import DEFAULT
from sme_assistant.engine.calls import CallEvent, CallState
from sme_assistant.engine.log import Action, Channel, Entry
from sme_assistant.engine.replay import replay
from sme_assistant.faces.console import Console
from sme_assistant.faces.helpdesk import HelpDesk
from sme_assistant.faces.home import Home
from sme_assistant.faces.settings import Settings
from sme_assistant.phrases import Calls
from tests.assembly.cases import dossier, programme
from tests.casebook.memory import MemoryCasebook
from tests.faces.running import Run
from tests.faces.talking import CASE, NOON, NOTICES

QUALIFIED = ("/跳到 qualified_staff", "十个")
START = "/开始通话 张女士 023-12345678"


class Desk:
    """A help desk at which one case is served, a minute for each look at the clock."""

    def __init__(self, *known: str) -> None:
        self.casebook = MemoryCasebook()
        self.casebook.create(CASE, DEFAULT, NOON)
        with self.casebook.writer(CASE, "") as writer:
            writer.append(*(Entry(Action.SEEN, notice, NOON) for notice in NOTICES))
        self.known = known
        self._minutes = count()

    def clock(self) -> datetime:
        return NOON + timedelta(minutes=next(self._minutes))

    def hear(self, *lines: str, staff: str = "王五", is_on: bool = True) -> str:
        """Sit at the desk, type lines, and return what is said until they end."""
        heard = io.StringIO()
        typed = io.StringIO("".join(f"{line}\n" for line in lines))
        desk = HelpDesk(is_on, staff, self.known)
        console = Console(typed, heard)
        Home(self.casebook, console, self.clock, Path("nowhere"), desk=desk).open(CASE)
        return heard.getvalue()

    def answers(self) -> list[tuple[str, str, str, str]]:
        """Return what was typed in force: by which channel, said and typed by whom."""
        state = standing_of(self.casebook, CASE, lambda: NOON).state
        return [
            (entry.typed, entry.channel.value, entry.who, entry.staff)
            for entry in state.effective
            if entry.action is Action.ANSWER
        ]

    @property
    def call_events(self) -> list[tuple[str, str]]:
        return [
            (step.event.value, step.staff)
            for call in self.casebook.calls(CASE)
            for step in call.steps
        ]


# --- words to say ------------------------------------------------------------


def test_each_question_comes_with_the_words_to_say_and_to_help_with() -> None:
    heard = Desk().hear()

    assert "【请念】请问贵单位的全称是什么？" in heard
    assert "【对方不知道时】" in heard
    assert "【到哪里找】营业执照或法人登记证书上的“名称”" in heard
    assert "在哪里找：" not in heard


def test_after_an_answer_stands_the_sentence_that_reads_it_back() -> None:
    heard = Desk().hear(START, "/跳到 service_staff", "十二人", *QUALIFIED)

    assert (
        "【核对】跟您核对一下：服务人员十二人，其中大专以上或中级以上职称十人，对吗？"
        in heard
    )


def test_what_is_put_off_is_read_back_as_put_off() -> None:
    heard = Desk().hear(START, "不晓得")

    assert heard.count("【核对】") == 1
    assert "待办" in heard.partition("【核对】")[2]


def test_the_applicant_alone_hears_nothing_of_it() -> None:
    heard = Desk().hear("甲公司", is_on=False)

    assert "【" not in heard
    assert "坐席" not in heard


def test_choices_and_how_to_answer_are_shown_to_staff_too() -> None:
    heard = Desk().hear("/跳到 institution_type")

    assert "1. 公司" in heard
    assert "请输入序号或名称。" in heard


# --- who said it, who typed it ------------------------------------------------


def test_what_is_entered_in_a_call_is_the_callers_and_typed_by_staff() -> None:
    desk = Desk()

    desk.hear(START, "甲公司")

    assert desk.answers() == [("甲公司", "phone", "张女士", "王五")]


def test_what_is_entered_without_a_call_is_the_staffs_own() -> None:
    desk = Desk()

    desk.hear("甲公司", START, "/结束通话", "/跳到 institution_type", "公司")

    assert desk.answers() == [
        ("甲公司", "self", "王五", ""),
        ("公司", "self", "王五", ""),
    ]


def test_who_gives_no_name_is_called_somebody() -> None:
    desk = Desk()

    desk.hear("/来电", "甲公司")

    assert desk.answers() == [("甲公司", "phone", Calls.SOMEBODY, "王五")]


def test_both_are_told_where_a_figure_comes_from() -> None:
    desk = Desk()
    heard = desk.hear(START, "/跳到 service_staff", "十二人", "/自评 6(3)")

    assert "“十二人”，张女士在电话里说，王五 记录" in heard
    standing = standing_of(desk.casebook, CASE, desk.clock)
    assert "张女士" in boards.answer_source(standing, "service_staff")


def test_every_answer_of_a_list_in_a_call_keeps_both() -> None:
    desk = Desk()

    desk.hear(START, "/跳到 staff", "王五,40,本科,主任,工程师,培训", "")

    (rows,) = [e for e in desk.casebook.entries(CASE) if e.action is Action.ROWS]
    assert (rows.channel, rows.who, rows.staff) == (Channel.PHONE, "张女士", "王五")


# --- the call as it goes --------------------------------------------------------


def test_a_call_is_started_held_handed_over_and_ended() -> None:
    desk = Desk()

    heard = desk.hear(
        START, "甲公司", "/暂停", "/继续通话", "/转交 李梅", "/跳到 institution_type",
        "公司", "/通话", "/结束通话",
    )  # fmt: skip

    assert desk.call_events == [
        ("start", "王五"),
        ("pause", "王五"),
        ("resume", "王五"),
        ("hand_over", "李梅"),
        ("end", "李梅"),
    ]
    (call,) = desk.casebook.calls(CASE)
    assert (call.caller, call.phone) == ("张女士", "023-12345678")
    assert [a[2:] for a in desk.answers()] == [("张女士", "王五"), ("张女士", "李梅")]
    assert "记下 2 项" in heard
    assert "转交　坐席 李梅" in heard


def test_while_a_call_is_held_no_answer_is_taken_but_commands_are() -> None:
    desk = Desk()

    heard = desk.hear(START, "/暂停", "甲公司", "进度", "/继续通话", "乙公司")

    assert Calls.HELD_BACK in heard
    assert "合计：" in heard
    assert [answer[0] for answer in desk.answers()] == ["乙公司"]


def test_a_second_call_on_the_same_case_is_refused_with_a_word() -> None:
    desk = Desk()

    heard = desk.hear(START, "/开始通话 李先生")

    assert "这份记录和张女士的通话还没有结束" in heard
    assert "没有另开" in heard
    assert len(desk.casebook.calls(CASE)) == 1


def test_the_same_caller_again_joins_the_call_that_was_not_ended() -> None:
    desk = Desk()
    desk.hear(START, "甲公司")  # the line is cut, the input ends

    heard = desk.hear(START, "/跳到 institution_type", "公司", staff="李梅")

    assert Calls.JOINED.format(caller="张女士") in heard
    assert [event for event, _ in desk.call_events] == [
        "start",
        "pause",
        "resume",
        "pause",
    ]
    assert desk.answers()[-1] == ("公司", "phone", "张女士", "李梅")


def test_starting_twice_says_that_the_call_goes_on() -> None:
    heard = Desk().hear(START, "/开始通话")

    assert Calls.ALREADY.format(caller="张女士") in heard


@pytest.mark.parametrize("command", ["/暂停", "/继续通话", "/结束通话", "/通话"])
def test_without_a_call_its_commands_say_so(command: str) -> None:
    desk = Desk()

    assert Calls.NO_CALL in desk.hear(command)
    assert desk.call_events == []


def test_what_changes_nothing_is_told() -> None:
    heard = Desk().hear(START, "/继续通话", "/暂停", "/暂停")

    assert Calls.NOT_HELD in heard
    assert Calls.NOT_RUNNING in heard


@pytest.mark.parametrize(
    "command", ["/开始通话", "/暂停", "/转交 李梅", "/坐席 李梅", "/改成 3", "/通话"]
)
def test_the_applicant_alone_is_told_how_to_open_the_help_desk(command: str) -> None:
    desk = Desk()

    assert Calls.NOT_ON in desk.hear(command, is_on=False)
    assert desk.call_events == []


def test_read_back_fifteen_is_corrected_to_fifty_and_both_stay_in_the_log() -> None:
    desk = Desk()

    heard = desk.hear(START, "/跳到 service_staff", "十五", "/改成 五十")

    assert "从事服务的人员一共五十人" in heard
    said = [e.typed for e in desk.casebook.entries(CASE) if e.action is Action.ANSWER]
    assert said == ["十五", "五十"]
    standing = standing_of(desk.casebook, CASE, desk.clock)
    assert standing.state.values["service_staff"] == 50


def test_a_correction_without_a_value_asks_again() -> None:
    heard = Desk().hear(START, "/跳到 service_staff", "十五", "/不对")

    assert heard.count("【请念】请问从事为中小微企业服务的人员") == 2


def test_a_correction_that_is_not_understood_asks_again_and_changes_nothing() -> None:
    desk = Desk()
    heard = desk.hear(START, "/跳到 service_staff", "十五", "/改成 xyz", "五十")

    assert [answer[0] for answer in desk.answers()] == ["十五", "五十"]
    assert heard.count("【请念】请问从事为中小微企业服务的人员") == 2


def test_a_correction_that_is_ambiguous_is_asked_back() -> None:
    desk = Desk()
    heard = desk.hear(START, "/跳到 service_staff", "十五", "/改成 大约50", "1")

    assert "　1. 50 人" in heard
    assert desk.answers()[-1][0] == "大约50"


def test_with_nothing_answered_there_is_nothing_to_correct() -> None:
    assert Calls.CORRECT_NONE in Desk().hear(START, "/改成 3")


def test_help_names_the_commands_of_the_help_desk_there_only() -> None:
    assert "/转交 姓名" in Desk().hear("帮助")
    assert "/转交 姓名" not in Desk().hear("帮助", is_on=False)


def test_in_lines_there_is_no_other_call_to_switch_to() -> None:
    assert "全屏界面" in Desk().hear(START, "/换通话")


# --- interruptions --------------------------------------------------------------


def test_a_caller_who_hangs_up_in_the_middle_of_a_list_loses_no_row() -> None:
    desk = Desk()

    heard = desk.hear(START, "/跳到 staff", "王一,40,本科,主任,工程师,培训")

    assert "共 1 人" in heard
    (call,) = desk.casebook.open_calls()
    assert call.state is CallState.HELD
    again = desk.hear("/继续通话", "/跳到 staff", "+王二,41,本科,主任,工程师,培训", "")
    assert Calls.FOUND_HELD[:10] in again
    standing = standing_of(desk.casebook, CASE, desk.clock)
    assert len(standing.state.rosters["staff"].rows) == 2


def test_a_call_cut_off_by_a_kill_is_found_held_since_the_last_answer() -> None:
    desk = Desk()
    with opened(desk.casebook, CASE, desk.clock) as conversation:
        line = Line(conversation, "王五")
        line.start("张女士", "")
        question = conversation.current
        assert question is not None
        conversation.accept(question, "甲公司", "甲公司")
    (call,) = desk.casebook.open_calls()
    assert call.state is CallState.RUNNING  # nobody could note its end

    heard = desk.hear(staff="李梅")

    assert "和张女士的通话没有结束程序就关了" in heard
    (call,) = desk.casebook.open_calls()
    assert call.state is CallState.HELD
    last = desk.casebook.entries(CASE)[-1]
    assert (call.steps[-1].event, call.steps[-1].at) == (CallEvent.PAUSE, last.at)
    assert call.steps[-1].staff == "王五"


def test_leaving_holds_the_call() -> None:
    desk = Desk()

    desk.hear(START, "退出")

    assert desk.call_events[-1] == ("pause", "王五")


def test_somebody_else_at_the_case_is_told_who_talks_to_whom() -> None:
    desk = Desk()
    with opened(desk.casebook, CASE, desk.clock, "王五") as conversation:
        Line(conversation, "王五").start("张女士", "")
        heard = desk.hear(staff="李梅")

    assert "王五在本机另一个窗口" in heard
    assert "那边正在和张女士通话" in heard


def test_the_applicant_who_opens_a_case_with_a_held_call_goes_on_alone() -> None:
    desk = Desk()
    desk.hear(START, "甲公司")

    desk.hear("/跳到 institution_type", "公司", is_on=False)

    assert desk.answers()[-1] == ("公司", "self", "", "")
    assert desk.call_events[-1] == ("pause", "王五")


# --- who sits here ----------------------------------------------------------------


def test_who_sits_here_is_asked_and_may_be_chosen_by_number() -> None:
    desk = Desk("王五", "李梅")

    heard = desk.hear("2", START, "甲公司", staff="")

    assert "1. 王五" in heard
    assert desk.answers()[0][3] == "李梅"


def test_a_command_is_no_name() -> None:
    desk = Desk("王五")

    heard = desk.hear("/挂断", "", "赵六", START, "甲公司", staff="")

    assert heard.count("谁在接电话") == 2
    assert desk.answers()[0][3] == "赵六"


@pytest.mark.parametrize("lines", [["退出"], []])
def test_who_gives_no_name_serves_nobody(lines: list[str]) -> None:
    heard = Desk().hear(*lines, staff="")

    assert "【请念】" not in heard


def test_a_name_too_long_is_asked_for_again() -> None:
    heard = Desk().hear("王" * 60, "王五", staff="")

    assert "姓名太长" in heard
    assert "坐席 王五" in heard


def test_another_person_sits_down() -> None:
    desk = Desk("王五", "李梅")

    heard = desk.hear("/坐席", "/坐席 李梅", START, "甲公司")

    assert "名单上有：王五、李梅" in heard
    assert desk.answers()[0][3] == "李梅"


def test_the_help_desk_is_switched_on_and_off_in_the_conversation() -> None:
    desk = Desk("王五")

    heard = desk.hear("/热线", START, "甲公司", "/热线", "公司", is_on=False)

    assert Calls.DESK_ON.format(staff="王五") in heard
    assert Calls.DESK_OFF in heard
    assert [answer[1:] for answer in desk.answers()] == [
        ("phone", "张女士", "王五"),
        ("self", "", ""),
    ]
    assert desk.call_events == [("start", "王五"), ("pause", "王五")]


def test_where_several_may_sit_the_name_is_wanted() -> None:
    desk = Desk("王五", "李梅")

    heard = desk.hear("/热线", "/热线 李梅", "/热线 王五", is_on=False)

    assert "请写上坐席的姓名" in heard
    assert Calls.SITS.format(staff="王五") in heard


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", ("", "")),
        ("张女士", ("张女士", "")),
        ("张女士 13812345678", ("张女士", "13812345678")),
        ("张女士13812345678", ("张女士", "13812345678")),
        ("０２３-12345678", ("", "023-12345678")),
        ("万州 李 先生 023 1234 5678", ("万州 李 先生", "023 1234 5678")),
        ("3号店老板", ("3号店老板", "")),
    ],
)
def test_caller_and_number_are_told_apart(text: str, meant: tuple[str, str]) -> None:
    assert caller_in(text) == meant


@pytest.mark.parametrize(
    ("settings", "asked", "staff", "wanted"),
    [
        (Settings(), False, "", HelpDesk(False, "", ())),
        (Settings(), True, "", HelpDesk(True, "", ())),
        (Settings(), False, "赵六", HelpDesk(True, "赵六", ())),
        (Settings(staff=("王五",)), True, "", HelpDesk(True, "王五", ("王五",))),
        (
            Settings(mode="helpdesk", staff=("王五", "李梅")),
            False,
            "",
            HelpDesk(True, "", ("王五", "李梅")),
        ),
    ],
)
def test_options_and_settings_say_who_sits_here(
    settings: Settings, asked: bool, staff: str, wanted: HelpDesk
) -> None:
    assert HelpDesk.of(settings, asked=asked, staff=staff) == wanted


# --- from the command line --------------------------------------------------------


def test_the_help_desk_is_opened_from_the_command_line(run: Run) -> None:
    named = run("open", CASE, "--plain", "--staff", "王五", typed=f"{START}\n")
    asked = run("--helpdesk", "--plain", typed="1\n李梅\n/通话\n")

    assert "没有通话　坐席 王五" in named.out
    assert "谁在接电话" in asked.out
    assert "张女士" in asked.out
    assert named.code == asked.code == 0


def test_a_name_too_long_is_refused_on_the_command_line(run: Run) -> None:
    ran = run("open", CASE, "--plain", "--staff", "王" * 60)

    assert ran.code == 2
    assert "姓名太长" in ran.err


def test_without_it_the_command_line_serves_the_applicant(run: Run) -> None:
    assert "【请念】" not in run("open", CASE, "--plain", typed="\n").out


# --- in what is written ------------------------------------------------------------


def test_the_self_assessment_names_who_said_it_and_who_typed_it() -> None:
    entry = Entry(
        Action.ANSWER, "total_assets", NOON, value="200", typed="两百万",
        who="张女士", channel=Channel.PHONE, staff="王五",
    )  # fmt: skip

    case = dossier({"total_assets": "200"})
    case = replace(case, state=replay(programme(), [entry]))

    told = assessment.source(case, "total_assets")

    assert told.startswith("电话 张女士（王五 记录），")
