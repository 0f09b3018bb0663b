"""Lines in and out where the streams are odd."""

from __future__ import annotations

import io
import sys

import pytest

from sme_assistant.faces.console import Console, _know_characters
from sme_assistant.faces.streams import prepare_streams


def test_a_closed_input_has_no_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.setattr(sys, "stdout", None)

    assert Console().read() is None


def test_what_is_read_from_a_file_is_repeated_after_the_prompt() -> None:
    heard = io.StringIO()
    console = Console(io.StringIO("是\r\n"), heard)

    assert (console.read(), console.read()) == ("是", None)
    assert heard.getvalue() == "> 是\n"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gbk", "utf-8"])
def test_streams_take_and_give_any_text(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with io.TextIOWrapper(io.BytesIO(b"\xff\xff\n"), encoding) as source:
        target = io.BytesIO()
        with io.TextIOWrapper(target, encoding) as wrapper:
            monkeypatch.setattr(sys, "stdin", source)
            monkeypatch.setattr(sys, "stdout", wrapper)
            prepare_streams()

            assert source.readline().endswith("\n")
            print("中文\udcff😀", flush=True)  # noqa: T201
            shown = target.getvalue().decode("gbk" if encoding == "gbk" else "utf-8")

    assert shown.startswith("中文?")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, "C.UTF-8"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "C.UTF-8"),
        ({"LANG": "POSIX"}, "C.UTF-8"),
        ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, ""),
        ({"LC_ALL": "zh_CN.GBK"}, "zh_CN.GBK"),
    ],
)
def test_a_locale_without_characters_is_replaced(
    before: dict[str, str], after: str
) -> None:
    environment = dict(before)

    _know_characters(environment)

    assert environment["LC_ALL"] == after
