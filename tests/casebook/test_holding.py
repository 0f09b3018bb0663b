"""One writer at a time, across processes; the others are told and may read."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from sme_assistant.casebook import SqliteCasebook, holding
from sme_assistant.errors import CaseHeldError, CaseNotFoundError
from tests.casebook.conftest import NOON, Opener, answer

HOLD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from sme_assistant.casebook import SqliteCasebook
noon = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
casebook = SqliteCasebook(Path(sys.argv[1]), lambda: noon)
with casebook.writer("样例", "王工"):
    print("held", flush=True)
    sys.stdin.read()
casebook.close()
"""


@contextmanager
def another_process(path: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process


def begin(opened: Opener) -> SqliteCasebook:
    casebook = opened()
    casebook.create("样例", "p", NOON)
    with casebook.writer("样例", "") as writer:
        writer.append(answer("1"))
    return casebook


def refusal(casebook: SqliteCasebook) -> str:
    with pytest.raises(CaseHeldError) as caught, casebook.writer("样例", ""):
        pass
    return caught.value.holder


def test_another_process_is_told_who_holds_the_case_and_may_read(
    opened: Opener, path: Path
) -> None:
    casebook = begin(opened)
    since = f"{NOON.astimezone():%H:%M}"
    with another_process(path) as process:
        expected = f"王工在本机另一个窗口（进程 {process.pid}，自 {since} 起）"
        assert refusal(casebook) == expected
        assert [entry.value for entry in casebook.entries("样例")] == ["1"]
        casebook.create("另一个", "p", NOON)
        with casebook.writer("另一个", "") as writer:
            writer.append(answer("2"))

    with casebook.writer("样例", "") as writer:
        writer.append(answer("3"))


def test_a_killed_process_holds_nothing(opened: Opener, path: Path) -> None:
    casebook = begin(opened)
    with another_process(path) as process:
        process.kill()
        process.wait()

        with casebook.writer("样例", "李工"):
            assert refusal(casebook).startswith("李工在")


def test_a_second_window_of_the_same_process_is_refused(opened: Opener) -> None:
    casebook = begin(opened)
    with casebook.writer("样例", "王工"):
        assert refusal(opened()).startswith("王工在本机另一个窗口")


def test_a_hold_since_yesterday_or_from_elsewhere_says_so(
    opened: Opener, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    casebook = begin(opened)
    with casebook.writer("样例", ""):
        monkeypatch.setattr("platform.node", lambda: "elsewhere")
        tomorrow = SqliteCasebook(path, lambda: NOON + timedelta(days=1))
        holder = refusal(tomorrow)
        tomorrow.close()

    assert "上的窗口（进程" in holder
    assert f"自 {NOON.astimezone():%m月%d日 %H:%M} 起" in holder


@pytest.mark.parametrize("note", ["", "{}", "[]", '{"since": "x"}'])
def test_a_holder_whose_note_cannot_be_read_is_another_window(
    opened: Opener, path: Path, note: str
) -> None:
    casebook = begin(opened)
    with casebook.writer("样例", "王工"):
        (place,) = path.parent.rglob("*.holder")
        place.write_text(note)
        assert refusal(casebook) == "另一个窗口"


def test_a_case_purged_while_we_reached_for_it_is_not_found(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    casebook, other = begin(opened), opened()
    held = holding.held

    def purged_first(*arguments: object) -> object:
        monkeypatch.setattr("sme_assistant.casebook.store.held", held)
        other.purge("样例")
        return held(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("sme_assistant.casebook.store.held", purged_first)
    with pytest.raises(CaseNotFoundError), casebook.writer("样例", ""):
        pass


def test_a_purged_case_leaves_no_lock_and_no_byte(opened: Opener, path: Path) -> None:
    casebook = begin(opened)
    casebook.create("旧的", "p", NOON)
    with casebook.writer("旧的", "") as writer:
        for number in range(300):
            writer.append(answer(f"SECRET {number}"))
    assert b"SECRET" in path.read_bytes()
    backup = path.with_name("casebook.before-v2.sqlite3")
    backup.write_text("")

    assert casebook.purge("旧的") == (str(backup),)

    content = path.read_bytes()
    assert b"SECRET" not in content
    assert "旧的".encode() not in content
    assert sorted(place.name for place in path.parent.rglob("*.lock")) == ["1.lock"]
    assert not list(path.parent.glob("*-journal"))
