"""After a call: the summary and the follow-ups, on the command line and in talk."""

from __future__ import annotations

import io
import json
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import docx
import pytest

from sme_assistant.assistant.cases import opened
from sme_assistant.assistant.conversation import Conversation
from sme_assistant.assistant.programmes import DEFAULT, shipped_programme
from sme_assistant.casebook import SqliteCasebook
from sme_assistant.engine.calls import CallEvent
from sme_assistant.faces.console import Console
from sme_assistant.faces.plain import PlainConversation
from sme_assistant.faces.wiring import Wiring
from tests.faces.running import Run
from tests.faces.talking import CASE, NOON, Talk, clock

ANSWERED = ("跳到 total_assets", "260万", "跳到 service_staff", "12")


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every command be run at one moment."""
    monkeypatch.setattr(Wiring.__init__, "__defaults__", (None, clock))


@pytest.fixture
def book(tmp_path: Path) -> SqliteCasebook:
    """The casebook that commands use, with one case."""
    made = SqliteCasebook(tmp_path / "casebook.sqlite3", clock)
    made.create(CASE, DEFAULT, NOON)
    return made


def filled(run: Run) -> None:
    """Answer two questions of the case by lines."""
    ran = run("open", CASE, "--plain", typed="\n".join(ANSWERED) + "\n")
    assert ran.code == 0, ran.err


def follow_up(book: SqliteCasebook, days: int, what: str = "") -> int:
    with book.writer(CASE, "") as writer:
        day = date(2026, 11, 23) + timedelta(days=days)
        return writer.add_follow_up(day, what, "", NOON).id


# --- sme-assistant summary --------------------------------------------------


def test_a_summary_is_a_text_to_send(run: Run, book: SqliteCasebook) -> None:
    filled(run)
    follow_up(book, 10, "带租赁合同")

    ran = run("summary", CASE)

    assert ran.code == 0
    assert "上一年末资产总额：260 万元；服务人员：12 人" in ran.out
    assert "12月3日（周四）我们再联系您：带租赁合同。" in ran.out
    assert "\x1b" not in ran.out


def test_json_is_all_there_is_on_standard_output(
    run: Run, book: SqliteCasebook
) -> None:
    del book
    filled(run)

    found = json.loads(run("summary", CASE, "--json").out)

    assert found["established"] == ["上一年末资产总额：260 万元", "服务人员：12 人"]
    assert found["file"] is None
    assert found["text"].startswith("【申报小结】")


def test_a_page_of_word_is_made_where_it_is_wanted(
    run: Run, book: SqliteCasebook, tmp_path: Path
) -> None:
    del book
    filled(run)

    ran = run("summary", CASE, "--out", "小结.docx")
    again = run("summary", CASE, "--out", "小结.docx", "--json")

    assert ran.out == "已写成一页 Word 文件：小结.docx\n"
    assert docx.Document(str(tmp_path / "小结.docx")).paragraphs[0].text == "申报小结"
    assert json.loads(again.out)["file"] == "小结-2.docx"


def test_a_text_is_written_where_it_is_wanted(
    run: Run, book: SqliteCasebook, tmp_path: Path
) -> None:
    del book
    filled(run)

    ran = run("summary", CASE, "--text", "--out", "小结.txt")

    assert "小结.txt" in ran.out
    assert "260 万元" in (tmp_path / "小结.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("since", "lists"),
    [("今天", True), ("11月23日", True), ("2026-11-23 13:00", False)],
)
def test_what_was_said_before_a_time_is_left_out(
    run: Run, book: SqliteCasebook, since: str, lists: bool
) -> None:
    """The answers were given at noon in China."""
    del book
    filled(run)

    ran = run("summary", CASE, "--since", since)

    assert ("260 万元" in ran.out) is lists
    assert "这次电话里记下的" in ran.out


def test_of_the_last_call_only_what_was_said_in_it_is_listed(
    run: Run, book: SqliteCasebook
) -> None:
    filled(run)
    with book.writer(CASE, "") as writer:
        writer.start_call("王女士", "", "小周", NOON)
        writer.note_call(CallEvent.END, "小周", NOON)
    filled_again = run("open", CASE, "--plain", typed="跳到 区县\n万州\n")

    ran = run("summary", CASE, "--last-call")

    assert filled_again.code == 0
    assert "所在区县：万州区" in ran.out
    assert "260 万元" not in ran.out
    assert "王女士" not in ran.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("没有",), "没有找到名为“没有”的申报记录"),
        ((CASE, "--since", "某天"), "“某天”不是能认的时间"),
        ((CASE, "--last-call"), "还没有通话记录"),
        ((CASE, "--out", "casebook.sqlite3/小结.docx"), "写不了"),
    ],
)
def test_what_cannot_be_is_told_in_chinese(
    run: Run, book: SqliteCasebook, words: tuple[str, ...], told: str
) -> None:
    del book
    ran = run("summary", *words)

    assert ran.code == 2
    assert told in ran.err
    assert "请" in ran.err
    assert not ran.out


# --- sme-assistant followups ------------------------------------------------


def test_whom_to_call_back_today_is_listed_with_what_is_overdue(
    run: Run, book: SqliteCasebook
) -> None:
    late, today = follow_up(book, -3, "催一催"), follow_up(book, 0)
    follow_up(book, 5, "还早")

    ran = run("followups")

    assert ran.code == 0
    assert f"{late}. 11月20日（周五），已过 3 天　样例　催一催" in ran.out
    assert f"{today}. 11月23日（周一），就是今天　样例" in ran.out
    assert "还早" not in ran.out


def test_another_day_may_be_asked_for(run: Run, book: SqliteCasebook) -> None:
    follow_up(book, 5, "还早")

    found = json.loads(run("followups", "--day", "下周一", "--json").out)

    assert found["until"] == "2026-11-30"
    assert found["follow_ups"] == [
        {
            "id": 1,
            "case": CASE,
            "day": "2026-11-28",
            "what": "还早",
            "staff": "",
            "made_at": "2026-11-23T04:00:00+00:00",
            "done_at": None,
            "overdue": False,
        }
    ]


def test_what_was_done_is_listed_no_more(run: Run, book: SqliteCasebook) -> None:
    number = str(follow_up(book, 0, "催"))

    done = run("followups", "done", number)
    again = run("followups", "done", number)

    assert done.out == f"已记下：第 {number} 号回访做完了（{CASE}，催）\n"
    assert "没有要做的回访" in run("followups").out
    assert again.code == 2
    assert "请" in again.err


def test_a_follow_up_that_is_done_is_told_as_json(
    run: Run, book: SqliteCasebook
) -> None:
    number = str(follow_up(book, 0))

    found = json.loads(run("followups", "done", number, "--json").out)

    assert datetime.fromisoformat(found["done_at"]) == NOON


@pytest.mark.parametrize("words", [("--day", "某天"), ("done", "零"), ("done", "0")])
def test_what_is_no_day_or_number_is_told(
    run: Run, book: SqliteCasebook, words: tuple[str, ...]
) -> None:
    del book
    ran = run("followups", *words)

    assert ran.code == 2
    assert "请" in ran.err


# --- within a conversation --------------------------------------------------


def test_a_follow_up_is_kept_told_and_done_in_the_conversation() -> None:
    talk = Talk()

    heard = talk.hear("/回访 12月3日 带租赁合同", "/回访", "/回访 完成", "/回访")

    assert "已记下：12月3日（周四）回访，带租赁合同" in heard
    assert "1. 12月3日（周四）　带租赁合同" in heard
    assert "第 1 号回访做完了" in heard
    assert "还没有安排回访" in heard
    [kept] = talk.casebook.follow_ups(CASE)
    assert not kept.is_open


def test_of_several_follow_ups_the_one_that_was_done_must_be_named() -> None:
    talk = Talk()
    talk.hear("/回访 明天", "/回访 后天")

    heard = talk.hear("/回访 完成", "/回访 完成 2", "/回访 完成 9")

    assert heard.count("这份记录要做的回访") == 1
    assert "第 2 号回访做完了" in heard
    assert "没有编号为 9" in heard
    assert [one.is_open for one in talk.casebook.follow_ups(CASE)] == [True, False]


def test_a_follow_up_without_a_day_is_asked_back_and_kept_nowhere() -> None:
    talk = Talk()

    heard = talk.hear("/回访 带租赁合同", "/回访 昨天 带合同")

    assert "没有看到日子" in heard
    assert "已经过去" in heard
    assert talk.casebook.follow_ups(CASE) == ()


def test_the_summary_is_told_and_goes_into_a_file_where_nothing_can_be_copied(
    tmp_path: Path,
) -> None:
    talk = Talk(out=tmp_path)

    heard = talk.hear(*ANSWERED, "/小结")

    written = tmp_path / "申报小结 20261123.txt"
    assert f"这个终端不能复制，已写进文件：{written}" in heard
    assert written.read_text("utf-8").strip() in heard
    assert "260 万元" in heard


def test_the_summary_is_written_as_word_or_text_on_request(tmp_path: Path) -> None:
    talk = Talk(out=tmp_path)

    heard = talk.hear("/小结 word", "/小结 文件", "/小结 随便")

    assert {path.suffix for path in tmp_path.iterdir()} == {".docx", ".txt"}
    assert "没有看懂" in heard


def test_names_are_in_the_summary_only_where_they_are_asked_for(
    tmp_path: Path,
) -> None:
    talk = Talk(out=tmp_path)
    talk.hear("跳到 contact_person", "李四光")

    plain, whole = talk.hear("/小结"), talk.hear("/小结 含个人信息")

    assert "李四光" not in plain
    assert "姓名、电话没有写进去" in plain
    assert "联系人：李四光" in whole


def test_in_a_call_the_summary_lists_what_was_said_in_it(tmp_path: Path) -> None:
    talk = Talk(out=tmp_path)
    talk.hear("跳到 total_assets", "260万")
    with talk.casebook.writer(CASE, "") as writer:
        writer.start_call("", "", "小周", NOON + timedelta(minutes=1))

    assert "260 万元" not in talk.hear("/小结")


def test_once_the_call_is_ended_the_summary_is_still_of_it(tmp_path: Path) -> None:
    talk = Talk(out=tmp_path)
    talk.hear("跳到 total_assets", "260万")
    later = [NOON + timedelta(hours=1)]

    def now() -> datetime:
        later[0] += timedelta(minutes=1)
        return later[0]

    heard = io.StringIO()
    lines = (
        *("/热线 小周", "/来电 王女士", "跳到 district", "万州", "/挂断"),
        *("/小结", "/回访 明天 寄材料"),
    )
    typed = io.StringIO("".join(f"{line}\n" for line in lines))
    with opened(talk.casebook, CASE, now) as conversation:
        PlainConversation(conversation, Console(typed, heard), tmp_path).run()

    [text] = [path.read_text("utf-8") for path in tmp_path.iterdir()]
    assert "这次电话里记下的" in text
    assert "所在区县：万州区" in text
    assert "260 万元" not in text
    assert [one.staff for one in talk.casebook.follow_ups(CASE)] == ["小周"]


# --- copying ----------------------------------------------------------------


class Terminal(io.StringIO):
    """A terminal to write to."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    for name in ("TMUX", "STY", "TERM_PROGRAM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    return Terminal()


def test_at_a_terminal_the_summary_is_copied_as_well(
    run: Run,
    book: SqliteCasebook,
    terminal: Terminal,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    del book
    monkeypatch.setattr(sys, "stdout", terminal)

    ran = run("summary", CASE)

    assert ran.code == 0
    assert "\x1b]52;c;" in terminal.getvalue()
    assert "已复制" in ran.err
    assert not list(tmp_path.glob("*.txt"))


def test_at_a_terminal_without_a_clipboard_the_summary_goes_into_a_file(
    run: Run,
    book: SqliteCasebook,
    terminal: Terminal,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    del book
    monkeypatch.setenv("TERM", "linux")
    monkeypatch.setattr(sys, "stdout", terminal)

    ran = run("summary", CASE)

    written = tmp_path / "申报小结 20261123.txt"
    assert f"这个终端不能复制，已写进文件：{written}" in ran.err
    assert written.read_text("utf-8") == terminal.getvalue()


def test_by_lines_the_summary_is_copied_at_a_terminal(
    terminal: Terminal, tmp_path: Path
) -> None:
    talk = Talk(out=tmp_path)
    with opened(talk.casebook, CASE, clock) as conversation:
        lines = Console(io.StringIO("/小结\n"), terminal)
        PlainConversation(conversation, lines, tmp_path).run()

    assert "\x1b]52;c;" in terminal.getvalue()
    assert list(tmp_path.iterdir()) == []


def test_a_case_that_is_only_looked_at_keeps_no_follow_up() -> None:
    talk, heard = Talk(), io.StringIO()
    conversation = Conversation(shipped_programme(), (), None, clock)
    typed = io.StringIO("/回访 明天\n")

    PlainConversation(conversation, Console(typed, heard), talk.out).run()

    assert "只能查看" in heard.getvalue()
