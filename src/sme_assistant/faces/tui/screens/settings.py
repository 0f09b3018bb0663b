"""设置: theme, density, and where things are kept."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Final

from textual.content import Content

from sme_assistant.casebook import casebook_path
from sme_assistant.faces.tui.actions import KEYS, label
from sme_assistant.faces.tui.screens.lists import Item, ListScreen
from sme_assistant.faces.tui.themes import DARK, HIGH_CONTRAST, LIGHT
from sme_assistant.faces.tui.wording import plain
from sme_assistant.phrases import Tui

_THEMES: Final = {
    LIGHT: Tui.THEME_LIGHT,
    DARK: Tui.THEME_DARK,
    HIGH_CONTRAST: Tui.THEME_HIGH_CONTRAST,
}
_DENSITIES: Final = {
    "standard": Tui.DENSITY_STANDARD,
    "compact": Tui.DENSITY_COMPACT,
}


class SettingsScreen(ListScreen):
    """What a person may set; a change holds at once and is kept."""

    hint = Tui.SETTINGS_HINT

    def __init__(self) -> None:
        super().__init__()
        self._asking: Callable[[str], None] | None = None

    def on_mount(self) -> None:
        """Name the screen."""
        self.show_status(Tui.SETTINGS_TITLE)

    def items(self) -> Sequence[Item]:
        """Return the settings with their values."""
        settings = self.desk.settings
        rows = {
            "theme": Tui.SETTINGS_THEME.format(value=_THEMES[settings.theme]),
            "density": Tui.SETTINGS_DENSITY.format(value=_DENSITIES[settings.density]),
            "casebook": Tui.SETTINGS_CASEBOOK.format(
                value=self.desk.settings.casebook or casebook_path(None, os.environ)
            ),
            "out": Tui.SETTINGS_OUT.format(value=self.desk.out),
            "templates": Tui.SETTINGS_TEMPLATES.format(
                value=settings.templates or Tui.SETTINGS_TEMPLATES_NONE
            ),
            "keys": Tui.SETTINGS_KEYS.format(path=self.desk.settings_path),
        }
        return [Item(name, plain(text)) for name, text in rows.items()]

    def detail(self, item: Item) -> Content:
        """Say what a setting does."""
        names = "\n".join(f"　{c.value}　{label(c)}（{k}）" for c, k in KEYS.items())
        about = {
            "theme": Tui.SETTINGS_ABOUT_THEME,
            "density": Tui.SETTINGS_ABOUT_DENSITY,
            "casebook": Tui.SETTINGS_ABOUT_CASEBOOK,
            "out": Tui.SETTINGS_ABOUT_OUT,
            "templates": Tui.SETTINGS_ABOUT_TEMPLATES,
            "keys": Tui.SETTINGS_ABOUT_KEYS.format(names=names),
        }
        return plain(about[item.id])

    def choose(self, item: Item) -> None:
        """Change a setting: to its next value, or by asking."""
        match item.id:
            case "theme":
                self.desk.do_theme("")
            case "density":
                dense = self.desk.settings.density == "compact"
                self.desk.change(density="standard" if dense else "compact")
            case "casebook":
                self._ask(Tui.SETTINGS_ASK_CASEBOOK, "casebook")
                return
            case "out":
                self._ask(Tui.SETTINGS_ASK_OUT, "out")
                return
            case "templates":
                self._ask(Tui.SETTINGS_ASK_TEMPLATES, "templates")
                return
        self.reload()
        self.tell(Tui.SETTINGS_SAVED)

    def _ask(self, told: str, name: str) -> None:
        self._asking = lambda text: self.desk.change(**{name: text})
        self.entry.value = ""
        self.show_rule(told)
        self.tell(Tui.ASK_KEYS)

    def entered(self, text: str) -> None:
        """Take the answer to what was asked, or choose the highlighted line."""
        if self._asking is None:
            super().entered(text)
            return
        answer, self._asking = self._asking, None
        self.entry.value = ""
        if text.strip():
            answer(text.strip())
        self.show_rule(self.hint)
        self.reload()
        self.tell(Tui.SETTINGS_SAVED if text.strip() else "")

    def submit(self, text: str) -> None:
        """A path that is being asked for is no command."""
        if self._asking is not None:
            self.entered(text)
        else:
            super().submit(text)

    def leave(self) -> None:
        """Give up what was asked, or leave."""
        if self._asking is not None:
            self._asking = None
            self.show_rule(self.hint)
            self.tell("")
        else:
            super().leave()
