"""How far a package is: shown of what takes time, on a terminal, and wiped after."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from sme_assistant.dialogue.tracing.table import width
from sme_assistant.faces.cli import main
from sme_assistant.faces.progress import Steps, on_one_line, share

EXAMPLES = Path(__file__).parents[2] / "examples"
WIPE = "\r\x1b[K"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def told_at(*moments: tuple[float, int, str]) -> list[str]:
    """Return the lines shown when these steps of four come at these seconds."""
    told: list[str] = []
    now = [0.0]
    steps = Steps(told.append, lambda: now[0])
    for second, done, what in moments:
        now[0] = second
        steps(done, 4, what)
    return [line.partition(" ")[2] for line in told]


def test_what_is_done_within_half_a_second_is_not_told() -> None:
    assert told_at((9.0, 0, "甲"), (9.2, 1, "乙"), (9.4, 2, "丙")) == []


def test_what_takes_longer_is_told_once_a_step() -> None:
    told = told_at(
        (9.0, 0, "甲"), (9.4, 1, "乙"), (9.6, 1, "乙"), (9.8, 1, "乙"), (9.9, 2, "丙")
    )

    assert told == ["正在生成 1/4：乙", "正在生成 2/4：丙"]


def test_each_package_has_its_own_half_second() -> None:
    assert told_at((1.0, 0, "甲"), (1.2, 1, "乙"), (9.0, 0, "甲"), (9.2, 1, "乙")) == []


def test_of_many_the_share_is_told() -> None:
    assert share(1, 3, "正在核对文件").endswith("░ 正在核对文件　33%")
    assert share(3, 3, "甲").startswith("████")


def test_the_line_fits_the_terminal_and_is_wiped_in_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    seconds = iter([0.0, 0.0, 0.0, 1.0])

    with on_one_line(terminal, lambda: next(seconds)) as steps:
        assert steps is not None
        steps(0, 4, "甲")
        steps(1, 4, "上年度服务中小企业名单（附件3）" * 3)

    first, line, last = terminal.getvalue().split(WIPE)
    assert (first, last) == ("", "")
    assert line.startswith("█████░")
    assert 30 < width(line) < 40


def test_a_job_draws_its_own_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    seconds = iter([0.0, 0.1, 0.7, 0.8])

    def draw(done: int, total: int, _what: str) -> str:
        return f"读了 {100 * done // total}%"

    with on_one_line(terminal, lambda: next(seconds), draw) as steps:
        assert steps is not None
        for done in (1, 2, 3):
            steps(done, 4, "")

    assert terminal.getvalue() == f"{WIPE}读了 50%{WIPE}读了 75%{WIPE}"


@pytest.mark.parametrize(
    ("target", "term"), [(io.StringIO(), "xterm"), (Terminal(), "dumb")]
)
def test_nothing_is_drawn_where_no_line_can_be_wiped(
    monkeypatch: pytest.MonkeyPatch, target: io.StringIO, term: str
) -> None:
    monkeypatch.setenv("TERM", term)

    with on_one_line(target) as steps:
        assert steps is None

    assert target.getvalue() == ""


@pytest.mark.parametrize(("option", "drawn"), [((), True), (("--json",), False)])
def test_assemble_draws_on_a_terminal_but_not_beside_json(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    option: tuple[str, ...],
    drawn: bool,
) -> None:
    monkeypatch.setattr("sme_assistant.faces.progress.PATIENCE", 0)
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    source = str(EXAMPLES / "half-finished.yaml")

    main(("assemble", source, "--out", str(tmp_path), *option))

    assert ("正在生成" in terminal.getvalue()) is drawn
    assert "正在生成" not in capsys.readouterr().out
