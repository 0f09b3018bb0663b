"""A damaged file is left as it is; what can be read of it is saved beside it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from sme_assistant.casebook import SqliteCasebook
from sme_assistant.casebook.salvage import salvage
from sme_assistant.casebook.schema import PAGE_SIZE
from sme_assistant.engine.calls import CallEvent
from sme_assistant.engine.log import Action, Channel, Entry
from sme_assistant.errors import CasebookDamagedError, CasebookError, NotACasebookError
from tests.casebook.conftest import NOON, Opener, answer, chance, first_schema

CASES = ("样例一", "样例二", "样例三")
ROWS = tuple((("name", f"员工{number}"), ("age", "30")) for number in range(400))


def begin(casebook: SqliteCasebook) -> dict[str, tuple[Entry, ...]]:
    """Fill a casebook with entries of all sizes, small ones to some 20 kB."""
    dice = chance(9)
    for name in CASES:
        casebook.create(name, "chongqing_municipal", NOON)
        with casebook.writer(name, "") as writer:
            texts = [f"{n} " + "𠮷、详" * dice.randrange(60) for n in range(120)]
            for number, text in enumerate(texts):
                writer.append(answer(text, NOON + timedelta(minutes=number)))
            writer.append(Entry(Action.ROWS, "staff", NOON, rows=ROWS, version=3))
    logs = {name: casebook.entries(name) for name in CASES}
    casebook.close()
    return logs


def scribble(path: Path, pages: list[int]) -> bytes:
    content = bytearray(path.read_bytes())
    for page in pages:
        content[page * PAGE_SIZE : (page + 1) * PAGE_SIZE] = b"\x5a" * PAGE_SIZE
    path.write_bytes(content)
    return bytes(content)


def refusal(casebook: SqliteCasebook) -> CasebookDamagedError:
    with pytest.raises(CasebookDamagedError) as caught:
        casebook.cases()
    assert "请" in caught.value.user_message
    assert "样例" not in str(caught.value)
    return caught.value


def assert_subsequence(part: tuple[Entry, ...], whole: tuple[Entry, ...]) -> None:
    rest = iter(whole)
    assert all(entry in rest for entry in part)


def test_a_whole_file_is_salvaged_whole(opened: Opener, path: Path) -> None:
    logs = begin(opened())

    found = salvage(path, NOON)

    assert (found.cases, found.entries, found.missing) == (3, 3 * 121, 0)
    assert found.saved is not None
    saved = opened(found.saved)
    assert {name: saved.entries(name) for name in CASES} == logs
    assert [case.name for case in saved.cases()] == ["样例三", "样例二", "样例一"]


@pytest.mark.parametrize("seed", range(12))
def test_scribbled_pages_cost_only_what_lay_on_them(
    opened: Opener, path: Path, seed: int
) -> None:
    logs = begin(opened())
    pages = path.stat().st_size // PAGE_SIZE
    broken = chance(seed).sample(range(pages), 4)
    content = scribble(path, broken)

    error = refusal(opened())

    assert path.read_bytes() == content
    assert error.saved
    saved = opened(Path(error.saved))
    for case in saved.cases():
        if case.name in logs:
            assert_subsequence(saved.entries(case.name), logs[case.name])
    # A roster of 400 rows spreads over many pages and is lost with any of them;
    # the answers of three leaf pages at most, some 20 on each, go besides.
    assert error.entries >= 3 * 121 - 3 - 4 * 30
    assert error.entries == sum(case.entries for case in saved.cases())


def test_the_loss_of_the_first_page_costs_no_answer(opened: Opener, path: Path) -> None:
    logs = begin(opened())
    scribble(path, [0])

    error = refusal(opened())

    assert (error.cases, error.entries) == (3, 3 * 121)
    saved = opened(Path(error.saved))
    assert {name: saved.entries(name) for name in CASES} == logs


def test_entries_whose_case_is_lost_are_found_under_a_new_name(
    opened: Opener, path: Path
) -> None:
    logs = begin(opened())
    with closing(sqlite3.connect(path)) as database:
        ((root,),) = database.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'cases'"
        )
    scribble(path, [root - 1])

    error = refusal(opened())
    saved = opened(Path(error.saved))
    casebook_names = {case.name for case in saved.cases()}

    assert casebook_names == {"找回的记录-1", "找回的记录-2", "找回的记录-3"}
    assert saved.entries("找回的记录-2") == logs["样例二"]
    assert saved.info("找回的记录-2").programme == ""


def test_a_truncated_file_gives_what_is_left(opened: Opener, path: Path) -> None:
    logs = begin(opened())
    content = path.read_bytes()[: path.stat().st_size // 2 + 100]
    path.write_bytes(content)

    error = refusal(opened())

    assert path.read_bytes() == content
    assert error.entries > 0
    saved = opened(Path(error.saved))
    for case in saved.cases():
        assert_subsequence(saved.entries(case.name), logs[case.name])


def test_lost_entries_leave_gaps_and_are_counted(opened: Opener, path: Path) -> None:
    begin(opened())
    content = path.read_bytes()
    scribble(path, [content.index(b"total_assets", len(content) // 3) // PAGE_SIZE])

    error = refusal(opened())

    assert error.missing > 0
    assert error.entries + error.missing <= 3 * 121
    assert f"至少另有 {error.missing} 条" in error.user_message


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("whole") / "casebook.sqlite3"
    begin(SqliteCasebook(path, lambda: NOON))
    return path.read_bytes()


@pytest.mark.parametrize("seed", range(60))
def test_however_bytes_are_changed_it_is_read_or_refused_and_never_touched(
    opened: Opener, path: Path, whole: bytes, seed: int
) -> None:
    dice = chance(seed)
    content = bytearray(whole)
    for _ in range(dice.choice([1, 10, 1000])):
        content[dice.randrange(dice.choice([200, len(content)]))] = dice.randrange(256)
    path.parent.mkdir()
    path.write_bytes(content)

    casebook = opened()
    try:
        for case in casebook.cases():
            casebook.entries(case.name)
    except CasebookDamagedError as error:
        saved = opened(Path(error.saved))
        assert sum(len(saved.entries(case.name)) for case in saved.cases()) > 0
    except CasebookError:
        pass  # such as: too new, for the version itself was hit

    assert path.read_bytes() == content


def test_a_salvaged_copy_can_be_gone_on_with(opened: Opener, path: Path) -> None:
    begin(opened())
    scribble(path, [0])
    saved = opened(Path(refusal(opened()).saved))

    with saved.writer("样例一", "") as writer:
        writer.append(answer("new"))

    assert saved.entries("样例一")[-1].value == "new"


def test_asking_again_makes_no_second_copy(opened: Opener, path: Path) -> None:
    begin(opened())
    scribble(path, [0])

    first, second = refusal(opened()), refusal(opened())

    assert first.saved == second.saved
    assert len(list(path.parent.glob("*.salvaged-*"))) == 1


def test_a_copy_is_never_overwritten(opened: Opener, path: Path) -> None:
    begin(opened())
    first = salvage(path, NOON).saved
    assert first is not None
    before = first.read_bytes()
    casebook = opened()
    casebook.archive("样例一", True)
    casebook.close()
    later = first.stat().st_mtime_ns + 10**9
    os.utime(path, ns=(later, later))

    second = salvage(path, NOON).saved

    assert second is not None
    assert second.name == first.name.replace(".sqlite3", "-2.sqlite3")
    assert first.read_bytes() == before


def test_damage_met_midway_is_reported_too(opened: Opener, path: Path) -> None:
    begin(opened())
    casebook = opened()
    assert len(casebook.cases()) == 3
    with casebook._guarded() as database:
        database.execute("PRAGMA shrink_memory")  # it still had the pages by heart
    last = path.stat().st_size // PAGE_SIZE
    scribble(path, list(range(3, last)))

    with pytest.raises(CasebookDamagedError):
        casebook.entries("样例一")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE entries SET action = 'no such'",
        "UPDATE entries SET rows = '{'",
        "UPDATE entries SET rows = '7'",
        "UPDATE entries SET at = 'yesterday'",
        "UPDATE entries SET value = CAST(x'ff' AS TEXT)",
    ],
)
def test_a_row_that_is_no_entry_is_damage(
    opened: Opener, path: Path, change: str
) -> None:
    casebook = opened()
    casebook.create("样例", "p", NOON)
    with casebook.writer("样例", "") as writer:
        writer.append(answer("1"))
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute(change)

    with pytest.raises(CasebookDamagedError) as caught:
        casebook.entries("样例")
    assert (caught.value.cases, caught.value.entries) == (1, 0)


def test_a_case_without_a_date_is_damage(opened: Opener, path: Path) -> None:
    casebook = opened()
    casebook.create("样例", "p", NOON)
    casebook.create("另一个", "p", NOON)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("UPDATE cases SET touched_at = '' WHERE name = '样例'")

    assert refusal(casebook).cases == 1


def test_an_emptied_file_is_not_taken_for_a_new_one(opened: Opener, path: Path) -> None:
    begin(opened())
    path.write_bytes(b"")

    error = refusal(opened())

    assert (error.cases, error.saved) == (0, "")
    assert path.read_bytes() == b""


@pytest.mark.parametrize(
    "content",
    [b"\r" * 20_000, b"PK\x03\x04 a Word file", chance(1).randbytes(50_000)],
)
def test_a_file_of_another_kind_is_left_alone(
    opened: Opener, path: Path, content: bytes
) -> None:
    path.parent.mkdir()
    path.write_bytes(content)

    with pytest.raises(NotACasebookError) as caught:
        opened().cases()

    assert "请" in caught.value.user_message
    assert path.read_bytes() == content
    assert [place.name for place in path.parent.iterdir()] == [path.name]


def test_another_programs_database_is_left_alone(opened: Opener, path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE notes (a, b, c, d, e, f, g, h)")
        database.execute("INSERT INTO notes VALUES (NULL, 'x', 'y', 'z', 'q', '', 0,1)")
        database.execute("INSERT INTO notes VALUES (1.5, 2, x'00', -3, 1, 0, 1e9, '')")
        database.commit()
    before = path.read_bytes()

    with pytest.raises(NotACasebookError):
        opened().cases()

    assert path.read_bytes() == before


def test_what_lay_in_the_trash_lies_there_in_the_copy_too(
    opened: Opener, path: Path
) -> None:
    logs = begin(opened())
    casebook = opened()
    for name in ("样例一", "样例二"):
        casebook.delete(name)
    casebook.restore("样例二")
    casebook.close()
    scribble(path, [0])

    saved = opened(Path(refusal(opened()).saved))

    assert {case.name for case in saved.cases() if case.deleted} == {"样例一"}
    assert {name: saved.entries(name) for name in CASES} == logs


def test_a_salvaged_case_is_still_the_same_case(opened: Opener, path: Path) -> None:
    casebook = opened()
    begin(casebook)
    uids = {case.name: case.uid for case in casebook.cases()}
    casebook.close()
    scribble(path, [10])

    saved = opened(Path(refusal(opened()).saved))

    assert {case.name: case.uid for case in saved.cases()} == uids


def test_who_said_and_who_typed_an_answer_is_saved_and_calls_are_no_answers(
    opened: Opener, path: Path
) -> None:
    said = replace(answer("1"), who="张女士", channel=Channel.PHONE, staff="王五")
    casebook = opened()
    casebook.create("样例", "p", NOON)
    with casebook.writer("样例", "") as writer:
        writer.start_call("张女士", "023-1234", "王五", NOON)
        writer.append(said)
        writer.note_call(CallEvent.PAUSE, "王五", NOON)
    casebook.close()
    scribble(path, [0])

    saved = opened(Path(refusal(opened()).saved))

    assert saved.entries("样例") == (said,)
    assert [case.name for case in saved.cases()] == ["样例"]
    assert saved.calls("样例") == ()


def test_a_damaged_file_of_the_first_schema_is_salvaged(
    opened: Opener, path: Path
) -> None:
    log = (answer("1"), answer("2"))
    first_schema(path, "样例", *log)
    scribble(path, [0])

    saved = opened(Path(refusal(opened()).saved))

    assert saved.entries("样例") == log
    assert not saved.info("样例").deleted


def test_names_that_became_unusable_or_clash_are_replaced(
    opened: Opener, path: Path
) -> None:
    casebook = opened()
    for name in ("一", "二", "三"):
        casebook.create(name, "p", NOON)
    casebook.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("UPDATE cases SET name = 'a/b' WHERE name = '一'")
        database.execute("UPDATE cases SET name = '三' WHERE name = '二'")

    saved = salvage(path, NOON).saved

    assert saved is not None
    names = {case.name for case in opened(saved).cases()}
    assert names == {"找回的记录-1", "三", "找回的记录-3-1"}


def test_where_no_copy_can_be_written_it_still_says_what_is_left(
    opened: Opener, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(opened())
    scribble(path, [0])
    stamp = NOON.astimezone().strftime("%Y%m%d-%H%M%S")
    # A folder stands where the copy would be built.
    path.with_name(f"casebook.salvaged-{stamp}.sqlite3.part").mkdir()

    error = refusal(opened())

    assert (error.cases, error.entries, error.saved) == (3, 3 * 121, "")
    assert "没能另存" in error.user_message
