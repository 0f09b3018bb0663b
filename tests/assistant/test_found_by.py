"""A case is found by what it says of the applicant, as soon as it says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sme_assistant.assistant.found_by import FoundBy
from sme_assistant.casebook import SqliteCasebook
from sme_assistant.casebook.rows import insert_entries
from sme_assistant.casebook.salvage import salvage
from sme_assistant.casebook.schema import MIGRATIONS, open_database
from sme_assistant.engine.log import Action, Deferral, Entry
from tests.casebook.conftest import NOON, answer, first_schema

PROGRAMME = "chongqing_municipal"
CASE = "第一份"


def said(fact: str, value: str, action: Action = Action.ANSWER) -> Entry:
    return Entry(action, fact, NOON, value=value, typed=value)


APPLICANT = said("operating_institution", "重庆渝創企业服务有限公司")
DISTRICT = said("district", "kaizhou")
PHONE = said("contact_phone", "023-60001234")
UNDO, REDO = (Entry(action, "", NOON) for action in (Action.UNDO, Action.REDO))


def book_at(path: Path) -> SqliteCasebook:
    return SqliteCasebook(path, lambda: NOON, finder=FoundBy())


@pytest.fixture(name="book")
def _book(tmp_path: Path) -> Iterator[SqliteCasebook]:
    with closing(book_at(tmp_path / "casebook.sqlite3")) as book:
        book.create(CASE, PROGRAMME, NOON)
        yield book


def append(book: SqliteCasebook, *entries: Entry) -> None:
    with book.writer(CASE, "") as writer:
        for entry in entries:
            writer.append(entry)


def finds(book: SqliteCasebook, text: str) -> bool:
    return [case.name for case in book.find(text, most=5)] == [CASE]


@pytest.mark.parametrize(
    "text",
    [
        *("渝创", "企业服务", "重庆渝", "cqyc", "开州", "开县", "渝创 开州"),
        *(
            "0236000",
            "023-6000",
            "023 6000 1234",
            "６０００１２",
            "（023）6000",
            "1234",
        ),
    ],
)
def test_applicant_district_and_phone_find_a_case(
    book: SqliteCasebook, text: str
) -> None:
    append(book, APPLICANT, DISTRICT, PHONE)

    assert finds(book, text)


def test_what_a_case_does_not_say_finds_nothing(book: SqliteCasebook) -> None:
    append(book, APPLICANT, answer("260"))

    for text in ("万州", "260", "0236000", "kaizhou"):
        assert not finds(book, text), text


def test_an_answer_taken_back_or_left_open_is_found_no_more(
    book: SqliteCasebook,
) -> None:
    append(book, DISTRICT)
    append(book, UNDO)
    assert not finds(book, "开州")
    append(book, REDO)
    assert finds(book, "开州")
    append(book, said("district", "wanzhou"))
    assert finds(book, "万州")
    assert not finds(book, "开州")
    append(book, said("district", Deferral.LATER, Action.DEFER))
    assert not finds(book, "万州")
    append(book, DISTRICT, said("district", "", Action.CLEAR))
    assert not finds(book, "开州")


_STEPS = st.lists(
    st.sampled_from(
        [
            *(APPLICANT, DISTRICT, PHONE, UNDO, REDO, answer("260")),
            *(said("district", "wanzhou"), said("district", "", Action.CLEAR)),
            said("contact_phone", "13800001111"),
        ]
    ),
    max_size=12,
)


@given(steps=_STEPS)
@settings(max_examples=40, deadline=None)
def test_the_index_kept_step_by_step_is_the_one_made_at_once(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Entry]
) -> None:
    folder = tmp_path_factory.mktemp("found")
    with closing(book_at(folder / "a.sqlite3")) as book:
        book.create(CASE, PROGRAMME, NOON)
        append(book, *steps)
        with book._guarded() as database:
            kept = database.execute("SELECT * FROM found").fetchall()
            database.execute("DELETE FROM found")
            database.execute("DELETE FROM found_by")
        book.find("x", most=1)
        with book._guarded() as database:
            assert database.execute("SELECT * FROM found").fetchall() == kept


def test_cases_of_an_older_casebook_are_found(tmp_path: Path) -> None:
    path = tmp_path / "casebook.sqlite3"
    first_schema(path, CASE, APPLICANT, DISTRICT, UNDO)
    with closing(book_at(path)) as book:
        assert finds(book, "渝创")
        assert not finds(book, "开州")


def test_cases_of_a_salvaged_casebook_are_found(tmp_path: Path) -> None:
    path = tmp_path / "casebook.sqlite3"
    with closing(book_at(path)) as book:
        book.create(CASE, PROGRAMME, NOON)
        append(book, APPLICANT)
    saved = salvage(path, NOON).saved
    assert saved is not None
    with closing(book_at(saved)) as book:
        assert finds(book, "渝创")


def test_a_purged_case_leaves_nothing_of_what_it_was_found_by(tmp_path: Path) -> None:
    path = tmp_path / "casebook.sqlite3"
    with closing(book_at(path)) as book:
        book.create(CASE, PROGRAMME, NOON)
        append(book, said("contact_phone", "13877665544"))
        assert b"13877665544" in path.read_bytes()
        book.purge(CASE)
        assert b"13877665544" not in path.read_bytes()


def test_another_choice_of_facts_takes_effect_on_what_is_there(
    tmp_path: Path,
) -> None:
    path = tmp_path / "casebook.sqlite3"
    with closing(SqliteCasebook(path, lambda: NOON)) as book:  # by names alone
        book.create(CASE, PROGRAMME, NOON)
        append(book, DISTRICT)
        assert not finds(book, "开州")
    with closing(book_at(path)) as book:
        assert finds(book, "开州")


def test_a_case_of_a_programme_nobody_ships_is_found_by_its_name(
    tmp_path: Path,
) -> None:
    with closing(book_at(tmp_path / "casebook.sqlite3")) as book:
        book.create(CASE, "gone", NOON)
        append(book, DISTRICT)
        assert finds(book, "第一")
        assert not finds(book, "开州")


def test_of_very_many_that_match_those_that_begin_so_come_first(
    tmp_path: Path,
) -> None:
    path = tmp_path / "casebook.sqlite3"
    with closing(open_database(path, NOON, MIGRATIONS)) as database:
        database.execute("BEGIN")
        names = ["万州最早", *(f"新万州{n}" for n in range(2500))]
        for number, name in enumerate(names, 1):
            at = NOON.isoformat(timespec="microseconds")
            database.execute(
                "INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?, 0, ?)",
                (number, name, name, PROGRAMME, at, at, number),
            )
            insert_entries(database, number, [(1, answer("1"))])
        database.execute("COMMIT")
    with closing(book_at(path)) as book:
        found = [case.name for case in book.find("万州", most=3)]
    assert found == ["万州最早", "新万州2499", "新万州2498"]
