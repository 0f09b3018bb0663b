"""The line of a terminal that says how far a package is."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from sme_assistant.dialogue.tracing.table import width
from sme_assistant.faces.progress import progress_line

CLEAR = "\r\x1b[K"


class Terminal(io.StringIO):
    """A terminal that keeps what it showed."""

    def isatty(self) -> bool:
        return True


def seconds(*moments: float) -> Iterator[float]:
    yield from moments


def test_nothing_is_said_of_what_is_quick() -> None:
    terminal, clock = Terminal(), seconds(0, 0.1, 0.4)

    with progress_line(terminal, lambda: next(clock)) as tell:
        tell(1, 3, "申请报告")
        tell(2, 3, "申请表")

    assert terminal.getvalue() == ""


def test_what_takes_longer_is_told_and_wiped() -> None:
    terminal, clock = Terminal(), seconds(0, 0.1, 0.6)

    with progress_line(terminal, lambda: next(clock)) as tell:
        tell(1, 3, "申请报告")
        tell(2, 3, "申请表")

    assert terminal.getvalue() == f"{CLEAR}正在生成 2/3：申请表{CLEAR}"


def test_it_is_wiped_when_it_fails_too() -> None:
    terminal, clock = Terminal(), seconds(0, 9)

    def fail() -> None:
        with progress_line(terminal, lambda: next(clock)) as tell:
            tell(0, 1, "申请表")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()

    assert terminal.getvalue().endswith(CLEAR)


def test_nothing_is_said_where_nobody_sits() -> None:
    stream, clock = io.StringIO(), seconds(0, 9)

    with progress_line(stream, lambda: next(clock)) as tell:
        tell(0, 1, "申请表")

    assert stream.getvalue() == ""


def test_the_line_is_never_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    terminal, clock = Terminal(), seconds(0, 9)

    with progress_line(terminal, lambda: next(clock)) as tell:
        tell(0, 1, "上一年度服务中小企业名单（附件3）和服务评价意见")
        assert width(terminal.getvalue().removeprefix(CLEAR)) < 30
