"""What every casebook must do with follow-ups: who is to be called back, and when."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from sme_assistant.assistant.ports import Casebook
from sme_assistant.engine.follow_ups import FollowUp
from sme_assistant.errors import (
    CasebookDamagedError,
    CaseNotFoundError,
    FollowUpNotFoundError,
    UnsavableTextError,
)
from tests.casebook.conftest import NOON, Opener
from tests.casebook.test_contract import PROGRAMME, in_memory, in_sqlite

MONDAY = date(2026, 3, 2)
LATER = NOON + timedelta(days=1)


@pytest.fixture(params=[in_memory, in_sqlite])
def casebook(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Casebook]:
    make: Callable[[Path], Casebook] = request.param
    book = make(tmp_path)
    for name in ("一", "二"):
        book.create(name, PROGRAMME, NOON)
    yield book
    book.close()


def add(casebook: Casebook, name: str, days: int, what: str = "") -> FollowUp:
    with casebook.writer(name, "") as writer:
        return writer.add_follow_up(MONDAY + timedelta(days=days), what, "小周", NOON)


def test_a_follow_up_is_kept_with_its_day_its_matter_and_who_agreed_on_it(
    casebook: Casebook,
) -> None:
    made = add(casebook, "一", 3, "带租赁合同")

    assert casebook.follow_ups("一") == (made,)
    assert (made.case, made.day, made.what, made.staff, made.made_at) == (
        "一",
        MONDAY + timedelta(days=3),
        "带租赁合同",
        "小周",
        NOON,
    )
    assert made.is_open
    assert casebook.follow_ups("二") == ()


def test_follow_ups_stand_in_the_order_of_their_days(casebook: Casebook) -> None:
    add(casebook, "一", 5, "后")
    add(casebook, "一", 1, "先")
    add(casebook, "一", 5, "再后")

    with casebook.writer("一", "") as writer:
        kept = writer.follow_ups()

    assert [one.what for one in kept] == ["先", "后", "再后"]
    assert kept == casebook.follow_ups("一")


def test_what_is_to_do_up_to_a_day_is_found_whatever_its_case(
    casebook: Casebook,
) -> None:
    overdue, today = add(casebook, "二", -2), add(casebook, "一", 0)
    add(casebook, "一", 1)

    assert casebook.open_follow_ups(MONDAY) == (overdue, today)


def test_what_was_done_is_to_do_no_more_and_stays_on_record(
    casebook: Casebook,
) -> None:
    made = add(casebook, "一", 0)

    done = casebook.finish_follow_up(made.id, LATER)

    assert (done.id, done.case, done.done_at, done.is_open) == (
        made.id,
        "一",
        LATER,
        False,
    )
    assert casebook.open_follow_ups(MONDAY) == ()
    assert casebook.follow_ups("一") == (done,)


def test_it_can_be_done_while_somebody_writes_and_by_who_writes(
    casebook: Casebook,
) -> None:
    first, second = add(casebook, "一", 0), add(casebook, "一", 1)

    with casebook.writer("一", "") as writer:
        casebook.finish_follow_up(first.id, LATER)
        done = writer.finish_follow_up(second.id, LATER)

    assert not done.is_open
    assert all(not one.is_open for one in casebook.follow_ups("一"))


def test_what_is_not_to_do_cannot_be_done(casebook: Casebook) -> None:
    made = add(casebook, "一", 0)
    casebook.finish_follow_up(made.id, LATER)

    for number in (made.id, made.id + 100):
        with pytest.raises(FollowUpNotFoundError) as told:
            casebook.finish_follow_up(number, LATER)
        assert "请" in told.value.user_message


def test_who_writes_in_one_case_cannot_do_what_belongs_to_another(
    casebook: Casebook,
) -> None:
    made = add(casebook, "一", 0)

    with casebook.writer("二", "") as writer, pytest.raises(FollowUpNotFoundError):
        writer.finish_follow_up(made.id, LATER)

    assert casebook.open_follow_ups(MONDAY) == (made,)


def test_a_renamed_case_keeps_its_follow_ups_and_one_thrown_away_has_none_to_do(
    casebook: Casebook,
) -> None:
    add(casebook, "一", 0)
    casebook.rename("一", "三")
    assert [one.case for one in casebook.open_follow_ups(MONDAY)] == ["三"]

    casebook.delete("三")
    assert casebook.open_follow_ups(MONDAY) == ()

    casebook.restore("三")
    assert [one.case for one in casebook.open_follow_ups(MONDAY)] == ["三"]


def test_a_purged_case_leaves_no_follow_up(casebook: Casebook) -> None:
    add(casebook, "一", 0)

    casebook.purge("一")

    assert casebook.open_follow_ups(MONDAY) == ()
    with pytest.raises(CaseNotFoundError):
        casebook.follow_ups("一")


def test_what_no_file_can_hold_is_not_kept(casebook: Casebook) -> None:
    with pytest.raises(UnsavableTextError):
        add(casebook, "一", 0, "带\ud800合同")

    assert casebook.follow_ups("一") == ()


def test_who_has_stopped_writing_keeps_nothing(casebook: Casebook) -> None:
    with casebook.writer("一", "") as writer:
        pass

    with pytest.raises(RuntimeError):
        writer.add_follow_up(MONDAY, "", "", NOON)


def test_a_day_that_is_none_is_damage(opened: Opener, path: Path) -> None:
    casebook = opened()
    casebook.create("样例", PROGRAMME, NOON)
    add(casebook, "样例", 0)
    casebook.close()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE follow_ups SET day = '某日'")

    with pytest.raises(CasebookDamagedError):
        opened().follow_ups("样例")
