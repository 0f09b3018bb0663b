"""A case handed over on the command line: exported, imported, merged."""

from __future__ import annotations

import getpass
import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sme_assistant.casebook import SqliteCasebook
from sme_assistant.engine.log import Action, Entry
from sme_assistant.phrases import Handover
from tests.faces.running import Ran, Run, outcome
from tests.faces.talking import NOON, clock

WORD = "青山搪瓷路灯七点半"
ELSEWHERE = ("--casebook", "elsewhere.sqlite3")


@pytest.fixture
def word(tmp_path: Path) -> str:
    (tmp_path / "word").write_text(f"{WORD}\n", encoding="utf-8")
    return "word"


def say(folder: Path, name: str, value: str, subject: str = "total_assets") -> None:
    book = SqliteCasebook(folder / name, clock)
    with book.writer("样例", "") as writer:
        writer.append(
            Entry(Action.ANSWER, subject, NOON, value=value, typed=value, who=name[:4])
        )
    book.close()


@pytest.fixture
def both(run: Run, tmp_path: Path, word: str) -> Run:
    """A case that two computers have, each with an answer of its own."""
    run("open", "样例", "--plain", typed="退出\n")
    run("export", "样例", "--out", "a.sme", "--passphrase-file", word)
    run(*ELSEWHERE, "import", "a.sme", "--passphrase-file", word)
    say(tmp_path, "casebook.sqlite3", "200")
    say(tmp_path, "elsewhere.sqlite3", "300")
    run("export", "样例", "--out", "b.sme", "--passphrase-file", word)
    return run


def merge(run: Run, *words: str, typed: str = "") -> Ran:
    sealed = ("--passphrase-file", "word")
    return run(*ELSEWHERE, "import", "b.sme", *sealed, *words, typed=typed)


def assets(run: Run) -> str:
    ran = run(*ELSEWHERE, "check", "样例", "--json")
    return str(json.loads(ran.out)["answers"]["total_assets"]["value"])


def test_a_case_goes_to_another_computer(run: Run, tmp_path: Path, word: str) -> None:
    run("open", "样例", "--plain", typed="退出\n")

    out = run("export", "样例", "--passphrase-file", word)

    (path,) = tmp_path.glob("*.sme")
    assert out.code == 0
    assert path.name in out.out
    assert "口令另外告诉对方" in out.out
    assert "样例" not in path.name
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    came = run(*ELSEWHERE, "import", path.name, "--passphrase-file", word)
    assert came.code == 0
    assert "已导入为“样例”" in came.out
    assert "样例" in run(*ELSEWHERE, "cases").out
    again = run(*ELSEWHERE, "import", path.name, "--passphrase-file", word)
    assert "没有改动" in again.out


def test_a_second_file_of_the_day_gets_a_name_of_its_own(
    run: Run, tmp_path: Path, word: str
) -> None:
    run("open", "样例", "--plain", typed="退出\n")
    for _ in range(2):
        run("export", "样例", "--passphrase-file", word)

    assert len([*tmp_path.glob("*.sme")]) == 2


def test_json_says_it_all_and_nothing_else(run: Run, word: str) -> None:
    run("open", "样例", "--plain", typed="退出\n")

    out = json.loads(
        run("export", "样例", "--out", "a.sme", "--passphrase-file", word, "--json").out
    )
    came = json.loads(
        run(*ELSEWHERE, "import", "a.sme", "--passphrase-file", word, "--json").out
    )

    assert (out["file"], out["encrypted"], out["left_out"]) == ("a.sme", True, [])
    assert (came["kind"], came["taken"], came["case"]) == ("new", True, "样例")
    assert came["uid"] == out["uid"]


def test_a_file_without_passphrase_says_so(run: Run, word: str) -> None:
    run("open", "样例", "--plain", typed="退出\n")

    out = run("export", "样例", "--out", "a.sme", "--no-encryption")

    assert "没有加密" in out.out
    came = run(*ELSEWHERE, "import", "a.sme", "--passphrase-file", word)
    assert came.code == 0
    assert Handover.NEEDLESS in came.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("export", "没有的", "--no-encryption"), "没有找到名为“没有的”"),
        (("export", "样例"), "--passphrase-file"),
        (("export", "样例", "--passphrase-file", "nowhere"), "口令文件"),
        (("export", "样例", "--passphrase-file", "empty"), "口令文件"),
        (("export", "样例", "--passphrase-file", "bytes"), "口令文件"),
        (("export", "样例", "--no-encryption", "--out", "no/a.sme"), "写不进去"),
        (("export", "样例", "--no-encryption", "--out", "empty"), "已经有了"),
        (("import", "nowhere.sme"), "没有找到文件"),
        (("import", "empty"), "不是本程序导出的"),
        (("import", "a.sme"), "--passphrase-file"),
        (("import", "a.sme", "--passphrase-file", "other"), "口令不对，或者文件被改动"),
        (("import", "a.sme", "--take", "both"), "--take"),
    ],
)
def test_what_is_wrong_is_told_with_exit_code_two(
    run: Run, tmp_path: Path, word: str, words: tuple[str, ...], told: str
) -> None:
    run("open", "样例", "--plain", typed="退出\n")
    run("export", "样例", "--out", "a.sme", "--passphrase-file", word)
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    (tmp_path / "other").write_text("wrong")

    ran = run(*words)

    assert ran.code == 2
    assert told in ran.err
    assert "Traceback" not in ran.err


def test_a_weak_passphrase_is_warned_about_and_taken(run: Run, tmp_path: Path) -> None:
    run("open", "样例", "--plain", typed="退出\n")
    (tmp_path / "weak").write_text("123456")

    ran = run("export", "样例", "--passphrase-file", "weak")

    assert ran.code == 0
    assert Handover.WEAK in ran.err


# --- both sides -------------------------------------------------------------


def test_both_sides_are_put_and_one_is_chosen(both: Run) -> None:
    ran = merge(both, typed="9\n2\n")

    assert ran.code == 0
    assert "1. 本机　300 万元（else" in ran.out
    assert "2. 对方　200 万元（case" in ran.out
    assert "1 项答案采用对方的，0 项保留本机的" in ran.out
    assert assets(both) == "200"
    undone = both(*ELSEWHERE, "open", "样例", "--plain", typed="撤销\n退出\n")
    assert "已撤销：并入“b.sme”里的记录" in undone.out
    assert assets(both) == "300"


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1\n", "300"), ("２\n", "200"), ("11\n", "300"), ("22\n", "200")],
)
def test_all_may_be_chosen_at_once(both: Run, typed: str, value: str) -> None:
    assert merge(both, typed=f"{typed}\n").code == 0
    assert assets(both) == value


@pytest.mark.parametrize(("take", "value"), [("theirs", "200"), ("mine", "300")])
def test_a_side_may_be_given_beforehand(both: Run, take: str, value: str) -> None:
    ran = merge(both, "--take", take, "--json")

    document = json.loads(ran.out)
    assert ran.code == 0
    assert document["kind"] == "merge"
    assert document["took_theirs"] + document["kept_mine"] == 1
    assert assets(both) == value
    again = json.loads(merge(both, "--take", take, "--json").out)
    assert again["kind"] == "same"


def test_who_does_not_choose_merges_nothing(both: Run) -> None:
    ran = merge(both, typed="")

    assert ran.code == 1
    assert Handover.ASIDE in ran.out
    assert assets(both) == "300"


def test_json_lists_what_differs_and_waits_for_a_choice(both: Run) -> None:
    ran = merge(both, "--json")

    document = json.loads(ran.out)
    assert ran.code == 1
    assert not document["taken"]
    (difference,) = document["differences"]
    assert difference["key"] == "total_assets"
    assert difference["mine"]["words"] == "300 万元"
    assert difference["theirs"]["who"] == "case"
    assert "--take" in document["notes"][-1]


def test_what_only_one_side_said_is_told(both: Run, tmp_path: Path, word: str) -> None:
    say(tmp_path, "casebook.sqlite3", "12", "service_staff")
    both("export", "样例", "--out", "c.sme", "--passphrase-file", word)

    ran = both(
        *ELSEWHERE, "import", "c.sme", "--passphrase-file", word, "--take", "mine"
    )

    assert "服务人员：12 人" in ran.out


# --- passphrases asked for --------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], run: Run
) -> Callable[..., Ran]:
    """Run the program at a terminal, with passphrases to type."""
    run("open", "样例", "--plain", typed="退出\n")

    def run_(*words: str, typed: tuple[object, ...]) -> Ran:
        answers: Iterator[object] = iter(typed)

        def hidden(prompt: str, _stream: object) -> str:
            answer = next(answers)
            if isinstance(answer, Exception):
                raise answer
            return str(answer)

        monkeypatch.setattr(getpass, "getpass", hidden)
        monkeypatch.setattr(sys, "stdin", Terminal())
        return outcome(words, capsys)

    return run_


def test_a_passphrase_is_asked_twice_without_being_shown(
    asked: Callable[..., Ran],
) -> None:
    typed = ("", WORD, "anders", WORD, WORD)

    out = asked("export", "样例", "--out", "a.sme", typed=typed)

    assert out.code == 0
    assert Handover.ASKED_EMPTY in out.err
    assert Handover.ASKED_DIFFER in out.err
    assert WORD not in out.out + out.err
    came = asked(*ELSEWHERE, "import", "a.sme", typed=(WORD,))
    assert "已导入为“样例”" in came.out


def test_who_gives_no_passphrase_leaves(asked: Callable[..., Ran]) -> None:
    assert asked("export", "样例", "--out", "a.sme", typed=(EOFError(),)).code == 130
    assert not Path("a.sme").exists()


def test_a_passphrase_of_broken_letters_is_asked_again(
    asked: Callable[..., Ran],
) -> None:
    broken = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "odd")

    out = asked("export", "样例", "--out", "a.sme", typed=(broken, WORD, WORD))

    assert out.code == 0
