"""Every text on every screen can be read in every theme."""

from __future__ import annotations

import pytest
from rich.color import Color

from sme_assistant.faces.settings import Settings
from sme_assistant.faces.tui.themes import THEMES
from tests.faces.tui.screens import Stage, casebook, play

LEAST = 4.5


def luminance(color: Color) -> float:
    parts = (
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
        for c in (value / 255 for value in color.get_truecolor())
    )
    red, green, blue = parts
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def too_weak(stage: Stage) -> set[tuple[str, float]]:
    found: set[tuple[str, float]] = set()
    for strip in stage.app.screen._compositor.render_strips():
        for segment in strip:
            style = segment.style
            word = segment.text.strip(" ▌│─▁▂▃▄▅▆▇█░")
            if not word or style is None or not style.color or not style.bgcolor:
                continue
            ratio = contrast(style.color, style.bgcolor)
            if ratio < LEAST:
                found.add((word, round(ratio, 2)))
    return found


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
def test_every_text_stands_out(theme: str) -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 service_functions")
        await stage.press("down")
        assert too_weak(stage) == set()
        for key in ("f1", "f3", "f4", "f6", "f7", "f8", "f12"):
            await stage.press(key)
            await stage.press("down", "down", "down")
            assert too_weak(stage) == set(), key
            await stage.press("escape")

    play(
        scene,
        casebook("yuzhong-financing"),
        size=(120, 40),
        settings=Settings(theme=theme, out="/nowhere"),
    )
