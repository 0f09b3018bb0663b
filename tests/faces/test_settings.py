"""The settings file, and whether the full screen can be shown."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from sme_assistant.errors import SettingsError
from sme_assistant.faces.settings import Settings, load, save
from sme_assistant.faces.terminal import Why, why_plain

COMMANDS = {"back", "help"}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_settings_come_back_as_they_were_kept(tmp_path: Path) -> None:
    path = tmp_path / "深" / "settings.toml"
    kept = Settings(
        "light",
        "compact",
        "helpdesk",
        casebook='/甲"乙\\丙',
        out="~/材料",
        keys={"back": "f2"},
        staff=("王五", '李"梅'),
    )
    save(path, kept)

    assert load(path, COMMANDS) == (kept, ())
    assert path.stat().st_mode & 0o077 == 0


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml", COMMANDS) == (Settings(), ())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('theme = "pink"', "pink"),
        ("density = 3", "density"),
        ("out = 3", "out"),
        ('colour = "x"', "colour"),
        ('[keys]\nnothing = "f2"', "nothing"),
        ("theme = ", "读不懂"),
        ('staff = "王五"', "方括号"),
        ("staff = [3]", "方括号"),
        ('mode = "desk"', "helpdesk"),
    ],
)
def test_what_is_wrong_is_told_and_defaults_hold(
    tmp_path: Path, text: str, told: str
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")

    settings, complaints = load(path, COMMANDS)

    assert settings == Settings()
    assert len(complaints) == 1
    assert told in complaints[0]
    assert path.read_text(encoding="utf-8") == text


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError) as caught:
        save(tmp_path / "file" / "settings.toml", Settings())
    assert "请" in caught.value.user_message


@pytest.mark.parametrize(
    ("streams", "term", "size", "asked", "why"),
    [
        ([Terminal()] * 3, "xterm", (80, 24), False, None),
        ([Terminal()] * 3, "xterm", (80, 24), True, Why.ASKED),
        ([Terminal()] * 3, "dumb", (80, 24), False, Why.NO_TERMINAL),
        ([Terminal()] * 3, "", (80, 24), False, Why.NO_TERMINAL),
        ([Terminal(), io.StringIO()], "xterm", (80, 24), False, Why.NO_TERMINAL),
        ([Terminal(), None], "xterm", (80, 24), False, Why.NO_TERMINAL),
        ([Terminal()] * 3, "xterm", (59, 24), False, Why.TOO_SMALL),
        ([Terminal()] * 3, "xterm", (80, 15), False, Why.TOO_SMALL),
    ],
)
def test_the_full_screen_needs_a_terminal_of_some_size(
    streams: list[io.StringIO | None],
    term: str,
    size: tuple[int, int],
    asked: bool,
    why: Why | None,
) -> None:
    found = why_plain(streams, {"TERM": term}, size, asked=asked, is_windows=False)
    assert found is why
