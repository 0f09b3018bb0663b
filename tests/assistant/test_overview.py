"""A day in figures: what is counted, and that nobody is named."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sme_assistant.assistant.overview import (
    CaseState,
    Overview,
    as_csv,
    as_data,
    clause_rows,
    day_called,
    overview,
    state_rows,
)
from sme_assistant.assistant.programmes import DEFAULT
from sme_assistant.assistant.sources import read_source
from sme_assistant.dialogue.citations import cited
from sme_assistant.engine.calls import CallEvent
from sme_assistant.engine.log import Action, Channel, Entry
from sme_assistant.engine.verdicts import Status
from sme_assistant.errors import InputError
from sme_assistant.resources import shipped
from tests.casebook.memory import MemoryCasebook
from tests.faces.talking import NOON, clock

TODAY = date(2026, 11, 23)
EXAMPLES = shipped("dialogues").parent / "examples"


def told(
    book: MemoryCasebook,
    name: str,
    *entries: Entry,
    at: datetime = NOON,
    channel: Channel = Channel.SELF,
) -> None:
    book.create(name, DEFAULT, at)
    with book.writer(name, "") as writer:
        writer.append(*(replace(e, at=at, channel=channel) for e in entries))


def example(name: str) -> tuple[Entry, ...]:
    given = read_source(str(EXAMPLES / f"{name}.yaml"), MemoryCasebook, clock)
    return given.standing.state.effective


def answer(fact: str, value: str, at: datetime = NOON) -> Entry:
    return Entry(Action.ANSWER, fact, at, value=value, typed=value)


def counted(book: MemoryCasebook, day: date = TODAY) -> Overview:
    return overview(book, day, clock)


def test_each_case_is_counted_once_in_the_state_it_is_in() -> None:
    book = MemoryCasebook()
    full = example("wanzhou-training")
    told(book, "刚建")
    told(book, "草稿", answer("total_assets", "260"))
    told(book, "不符合", *full, answer("total_assets", "100"))
    told(book, "没备齐", *full, Entry(Action.CLEAR, "contact_person", NOON))
    told(book, "齐了", *full)
    told(book, "归档", *full)
    told(book, "丢了", *full)
    told(book, "新版", replace(full[0], version=999))
    book.archive("归档", archived=True)
    book.delete("丢了")

    found = counted(book)

    assert found.states == dict.fromkeys(CaseState, 1)
    assert found.cases == 8
    assert found.judged == 4


def test_the_clause_that_fails_most_comes_first() -> None:
    book = MemoryCasebook()
    full = example("wanzhou-training")
    told(book, "甲", *full, answer("total_assets", "100"))
    told(book, "乙", *full, answer("satisfaction_rate", "70"))
    told(book, "丙", *full, answer("satisfaction_rate", "79.9"))

    found = counted(book)

    assert [(c.clause, c.unmet, c.cases) for c in found.failing] == [
        ("6(2)", 2, 3),
        ("6(1)", 1, 3),
    ]
    assert [row.label for row in clause_rows(found)] == [
        f"{cited(c.clause)} {c.title}" for c in found.failing
    ]
    assert [row.told for row in clause_rows(found)] == ["2/3 份 67%", "1/3 份 33%"]


def test_only_what_was_given_that_day_counts_as_done_then() -> None:
    book = MemoryCasebook()
    day = timedelta(days=1)
    told(book, "昨天", answer("total_assets", "260"), at=NOON - day)
    told(
        book,
        "电话",
        answer("total_assets", "260"),
        answer("service_staff", "12"),
        Entry(Action.SEEN, "about", NOON),
        channel=Channel.PHONE,
    )
    told(book, "今天", answer("total_assets", "260"))

    found = counted(book)

    assert (found.begun, found.touched) == (2, 2)
    assert (found.answers, found.by_phone, found.calls) == (3, 2, 0)


def test_the_day_is_one_in_china() -> None:
    book = MemoryCasebook()
    midnight = datetime.fromisoformat("2026-11-23T00:00:00+08:00")
    told(book, "先", answer("total_assets", "1"), at=midnight - timedelta(seconds=1))
    told(book, "后", answer("total_assets", "1"), at=midnight)

    assert counted(book).answers == 1


def test_a_day_that_is_over_is_told_as_it_ended() -> None:
    book = MemoryCasebook()
    yesterday = NOON - timedelta(days=1)
    told(book, "甲", *example("wanzhou-training"), at=yesterday)
    with book.writer("甲", "") as writer:
        writer.append(answer("total_assets", "100"))
    told(book, "今天才有")

    then = counted(book, TODAY - timedelta(days=1))

    assert then.states[CaseState.READY] == then.cases == 1
    assert counted(book).states[CaseState.INELIGIBLE] == 1


def test_a_call_counts_on_the_day_it_began() -> None:
    book = MemoryCasebook()
    for name in ("甲", "乙"):
        told(book, name)
        for at in (NOON - timedelta(days=1), NOON):
            with book.writer(name, "") as writer:
                writer.start_call("张女士", "13911110000", "王五", at)
                writer.note_call(CallEvent.END, "王五", at)

    assert counted(book).calls == 2
    assert counted(book, TODAY - timedelta(days=2)).calls == 0


def test_progress_is_told_case_by_case() -> None:
    book = MemoryCasebook()
    told(book, "甲")
    told(book, "乙")
    heard = []

    overview(book, TODAY, clock, lambda done, total, _what: heard.append((done, total)))

    assert heard == [(0, 2), (1, 2)]


def test_a_case_removed_while_it_was_its_turn_is_none() -> None:
    book = MemoryCasebook()
    told(book, "甲")
    told(book, "乙")

    def remove(done: int, _total: int, _what: str) -> None:
        if not done:
            book.purge("乙")

    assert overview(book, TODAY, clock, remove).cases == 1


def test_table_and_data_say_the_same() -> None:
    book = MemoryCasebook()
    full = example("wanzhou-training")
    told(book, "甲", *full, answer("total_assets", "100"), channel=Channel.PHONE)
    told(book, "乙", *full)
    found = counted(book)

    heading, *rows = csv.reader(io.StringIO(as_csv(found)))
    data = as_data(found)

    assert heading == ["日期", "类别", "条文", "项目", "数量", "总数"]
    assert {row[0] for row in rows} == {"2026-11-23"}
    assert {len(row) for row in rows} == {6}
    states = [int(row[4]) for row in rows if row[1] == "申报记录"]
    assert states == [*found.states.values()] == [*data["cases"].values()]  # type: ignore[attr-defined]
    clauses = {row[2]: int(row[4]) for row in rows if row[1] == "达不到的条文"}
    told_clauses = data["clauses"]
    assert isinstance(told_clauses, list)
    assert clauses == {cited(c["clause"]): c["unmet"] for c in told_clauses}
    assert all(sum(c[s.value] for s in Status) == 2 for c in told_clauses)


def test_a_state_that_no_case_is_in_gets_no_bar() -> None:
    book = MemoryCasebook()
    told(book, "甲")

    (row,) = state_rows(counted(book))

    assert (row.label, row.told, row.share) == ("刚建，还没有填", "1 份", 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("", TODAY),
        ("今天", TODAY),
        ("昨天", date(2026, 11, 22)),
        ("2026年3月2日", date(2026, 3, 2)),
    ],
)
def test_a_day_is_named_as_people_do(text: str, day: date) -> None:
    assert day_called(text, clock) == day


@pytest.mark.parametrize(
    ("text", "message"),
    [("明天", "还没有到"), ("3月", "不是日期"), ("随便", "不是日期")],
)
def test_what_is_no_day_or_yet_to_come_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError) as refused:
        day_called(text, clock)

    assert message in refused.value.user_message
    assert "请" in refused.value.user_message
