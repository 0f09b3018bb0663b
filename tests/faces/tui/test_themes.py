"""Every text on every screen can be read in every theme."""

from __future__ import annotations

import pytest
from rich.color import Color
from textual.theme import Theme

from sme_assistant.faces.settings import Settings
from sme_assistant.faces.tui.screens.interview import InterviewScreen
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


GROUNDS = ("background", "surface", "panel", "marked")
TEXTS = ("say-plain", "say-dim", "say-accent", "say-met", "say-unmet", "say-open")


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_every_pair_of_text_and_ground_stands_out(
    theme: Theme, ground: str, text: str
) -> None:
    colours = {**theme.variables, **vars(theme)}
    pair = Color.parse(colours[text]), Color.parse(colours[ground])
    assert contrast(*pair) >= LEAST


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
        for steps in (
            ("/跳到 narrative_basic", "/设置"),
            ("/跳到 服务人员名单", "", ""),
            ("/跳到 service_staff", "大约18"),
            ("/跳到 service_staff", "十二点五"),
            ("/跳到 evidence_business_licence", "/选文件"),
        ):
            for step in steps:
                await stage.enter(step) if step else await stage.press("enter")
                assert too_weak(stage) == set(), step
            while not isinstance(stage.app.screen, InterviewScreen):
                await stage.press("escape")
        await stage.press("escape")
        assert too_weak(stage) == set(), "home"

    play(
        scene,
        casebook("yuzhong-financing"),
        size=(120, 40),
        settings=Settings(theme=theme, out="/nowhere"),
    )
