"""设置: theme, density, and where things are kept."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from textual.content import Content

from sme_assistant.casebook import casebook_path
from sme_assistant.faces.settings import CHOICES
from sme_assistant.faces.tui.actions import KEYS, label
from sme_assistant.faces.tui.screens.lists import Item, ListScreen
from sme_assistant.faces.tui.themes import DARK, HIGH_CONTRAST, LIGHT
from sme_assistant.faces.tui.widgets.zh_input import ZhInput
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


_MODES: Final = {
    "applicant": Tui.MODE_APPLICANT,
    "helpdesk": Tui.MODE_HELPDESK,
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
            "mode": Tui.SETTINGS_MODE.format(value=_MODES[settings.mode]),
            "staff": Tui.SETTINGS_STAFF.format(
                value="、".join(settings.staff) or Tui.SETTINGS_STAFF_NONE
            ),
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
            "mode": Tui.SETTINGS_ABOUT_MODE,
            "staff": Tui.SETTINGS_ABOUT_STAFF,
            "keys": Tui.SETTINGS_ABOUT_KEYS.format(names=names),
        }
        return plain(about[item.id])

    def choose(self, item: Item) -> None:
        """Change a setting: to its next value, or by asking."""
        match item.id:
            case "theme":
                self._change("theme", self.desk.next_theme)
            case "density":
                standard, compact = CHOICES["density"]
                is_dense = self.desk.settings.density == compact
                self._change("density", standard if is_dense else compact)
            case "casebook":
                self._ask(Tui.SETTINGS_ASK_CASEBOOK, "casebook")
            case "out":
                self._ask(Tui.SETTINGS_ASK_OUT, "out")
            case "mode":
                applicant, helpdesk = CHOICES["mode"]
                is_desk = self.desk.settings.mode == helpdesk
                self._change("mode", applicant if is_desk else helpdesk)
            case "staff":
                self._ask(Tui.SETTINGS_ASK_STAFF, "staff")
            case "templates":
                self._ask(Tui.SETTINGS_ASK_TEMPLATES, "templates")

    def _change(self, name: str, value: str) -> None:
        if name == "staff":
            names = (part.strip() for part in re.split("[、,，;；]", value))
            told = self.desk.set_staff(tuple(filter(None, names)))
        else:
            told = self.desk.change(**{name: value})
        self.reload()
        if told:
            self.warn(told)
        else:
            self.tell(Tui.SETTINGS_SAVED)

    def _ask(self, told: str, name: str) -> None:
        self._asking = partial(self._change, name)
        self._empty()
        self.show_rule(told)
        self.tell(Tui.ASK_KEYS)

    def entered(self, text: str) -> None:
        """Take the answer to what was asked, or choose the highlighted line."""
        if self._asking is None:
            super().entered(text)
            return
        answer, self._asking = self._asking, None
        self._empty()
        self.show_rule(self.hint)
        if text.strip():
            answer(text.strip())
        else:
            self.tell("")

    def _empty(self) -> None:
        """Empty the input, which is no word to look for."""
        with self.prevent(ZhInput.Changed):
            self.entry.value = ""

    def narrow(self, at: str | None = None) -> None:
        """Narrow the list by what is typed, unless that is a place asked for."""
        if self._asking is None:
            super().narrow(at)

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
            self._empty()
            self.show_rule(self.hint)
            self.tell("")
        else:
            super().leave()
