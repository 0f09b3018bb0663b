"""The three themes: light, dark and high contrast.

Every pair of text and ground that a screen can show has a contrast of at least 4.5 to
1 (WCAG 2 AA); ``tests/faces/tui/test_themes.py`` measures it on the screens
themselves. Colour never says anything alone: words and glyphs say the same.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme

LIGHT: Final = "light"
DARK: Final = "dark"
HIGH_CONTRAST: Final = "high_contrast"


def _theme(name: str, *, dark: bool, grounds: str, texts: str) -> Theme:
    """Make a theme from its grounds and texts, each a list of colours.

    Args:
        name: What settings call it.
        dark: Whether the ground is darker than the text.
        grounds: background, surface, panel, the highlighted line; then the colour of
            lines and scrollbars, on which nothing is written.
        texts: plain, dim, accent, met, unmet, open; each is readable on each ground.
    """
    background, surface, panel, marked, line = grounds.split()
    plain, dim, accent, met, unmet, still_open = texts.split()
    return Theme(
        name=name,
        dark=dark,
        primary=accent,
        secondary=accent,
        accent=accent,
        success=met,
        warning=still_open,
        error=unmet,
        foreground=plain,
        background=background,
        surface=surface,
        panel=panel,
        boost=surface,
        text_alpha=1.0,
        variables={
            "say-plain": plain,
            "say-dim": dim,
            "say-accent": accent,
            "say-met": met,
            "say-unmet": unmet,
            "say-open": still_open,
            "marked": marked,
            "line": line,
            "border": line,
            "input-cursor-background": plain,
            "input-cursor-foreground": background,
            "input-selection-background": marked,
            "input-selection-foreground": plain,
            "scrollbar": line,
            "scrollbar-hover": line,
            "scrollbar-active": accent,
            "scrollbar-background": surface,
            "scrollbar-background-hover": surface,
            "scrollbar-background-active": surface,
            "scrollbar-corner-color": surface,
        },
    )


# Every colour is one of the 256 that terminals without true colour have, so that the
# themes look the same there instead of being bent to the nearest one.
THEMES: Final = (
    _theme(
        LIGHT,
        dark=False,
        grounds="#ffffff #eeeeee #dadada #dadada #767676",
        texts="#121212 #444444 #005f87 #005f00 #af0000 #5f5f00",
    ),
    _theme(
        DARK,
        dark=True,
        grounds="#121212 #1c1c1c #303030 #3a3a3a #767676",
        texts="#eeeeee #bcbcbc #87d7ff #87d787 #ff8787 #ffd75f",
    ),
    _theme(
        HIGH_CONTRAST,
        dark=True,
        grounds="#000000 #000000 #000000 #444444 #ffffff",
        texts="#ffffff #ffffff #00ffff #00ff5f #ffafaf #ffff00",
    ),
)


_REVERSED: Final = frozenset(
    RichColor.parse(THEMES[1].variables[name]).get_truecolor()
    for name in ("marked", "say-plain", "line")
)
"""Grounds of the dark theme that tell a picked line, the cursor and a scrollbar."""


class Colourless(LineFilter):
    """Paints the dark theme without any colour, as ``NO_COLOR`` asks for.

    Bold stays; what its ground alone tells apart is reversed.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the segments without colours."""
        return [
            Segment(text, None if style is None else _colourless(style), control)
            for text, style, control in segments
        ]


@lru_cache(1024)
def _colourless(style: Style) -> Style:
    ground = style.bgcolor
    if ground is not None and ground.get_truecolor() in _REVERSED:
        return style.without_color + Style(reverse=True)
    return style.without_color
