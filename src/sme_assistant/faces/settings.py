"""What a person prefers, kept in the platform's config file.

A file that is broken never stops the program: what cannot be read is told, left as it
is, and the defaults hold.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final

from platformdirs import user_config_path

from sme_assistant.errors import SettingsError
from sme_assistant.paths import typed_path
from sme_assistant.phrases import Preference, Purge

VARIABLE: Final = "SME_ASSISTANT_SETTINGS"
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "theme": ("dark", "light", "high_contrast"),
    "density": ("standard", "compact"),
    "mode": ("applicant", "helpdesk"),
}
"""The settings with a fixed list of values; the first is the default."""
_PATHS: Final = ("casebook", "out", "templates")
_STAFF: Final = "staff"
KEEP_DAYS: Final = 365
"""So long a case may lie untouched before it is listed for removal: by then its
application's year is over."""
_MOST_DAYS: Final = 36_500


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person prefers.

    Attributes:
        theme: One of ``CHOICES``.
        density: Likewise.
        mode: Likewise: who sits here, the applicant or somebody who takes calls.
        casebook: The file that holds the cases; empty for the usual place.
        out: The folder packages go to; empty for the one the program was started in.
        keys: Command name to keys, as Textual writes them.
        templates: A folder of Word templates to use in place of the shipped ones of the
            same names; empty for none.
        staff: Names of those who take calls here.
        keep_days: Cases untouched for longer are listed for removal; 0 for never.
    """

    theme: str = CHOICES["theme"][0]
    density: str = CHOICES["density"][0]
    mode: str = CHOICES["mode"][0]
    casebook: str = ""
    out: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    templates: str = ""
    staff: tuple[str, ...] = ()
    keep_days: int = KEEP_DAYS

    @property
    def own_templates(self) -> Path | None:
        """The person's own templates, if there is a folder of them."""
        return typed_path(self.templates) if self.templates else None


def settings_path(environ: Mapping[str, str]) -> Path:
    """Return the file the settings are kept in, which need not exist."""
    if chosen := environ.get(VARIABLE):
        return typed_path(chosen).absolute()
    return user_config_path("sme-assistant", appauthor=False) / "settings.toml"


def load(path: Path, commands: Collection[str]) -> tuple[Settings, tuple[str, ...]]:
    """Read the settings.

    Args:
        path: The file.
        commands: The commands that may be given keys.

    Returns:
        The settings, and what there is to complain of, in Chinese.
    """
    try:
        given = _parsed(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings(), ()
    except (OSError, ValueError):  # no text, or no TOML
        return Settings(), (Preference.UNREADABLE.format(path=path),)
    complaints: list[str] = []
    keys = given.pop("keys", {})
    good_keys: dict[str, str] = {}
    for name, value in keys.items() if isinstance(keys, dict) else ():
        if name in commands and isinstance(value, str):
            good_keys[name] = value
        else:
            complaints.append(Preference.BAD_KEY.format(path=path, name=name))
    values: dict[str, Any] = {}
    for name, value in given.items():
        told = _wrong(name, value)
        if told:
            complaints.append(told.format(path=path, name=name, value=value))
        else:
            values[name] = _taken(name, value)
    return Settings(**values, keys=good_keys), tuple(complaints)


def _taken(name: str, value: object) -> object:
    """Return a value as the settings hold it; it was found to be right."""
    if name == "keep_days":
        return int(str(value))
    return tuple(value) if isinstance(value, list) else value


def as_days(text: str) -> int | None:
    """Read a number of days; None for what is none."""
    digits = text.strip()
    if not digits.isdecimal() or len(digits) > len(str(_MOST_DAYS)):
        return None
    days = int(digits)
    return days if days <= _MOST_DAYS else None


def _parsed(text: str) -> dict[str, Any]:
    from tomllib import loads  # noqa: PLC0415 (only where there is a file)

    return loads(text)


def _wrong(name: str, value: object) -> str:
    if name in CHOICES:
        allowed = "、".join(CHOICES[name])
        told = Preference.BAD_VALUE.replace("{allowed}", allowed)
        return "" if value in CHOICES[name] else told
    if name == _STAFF:
        is_list = isinstance(value, list) and all(isinstance(n, str) for n in value)
        return "" if is_list else Preference.NO_LIST
    if name == "keep_days":
        return "" if as_days(str(value)) is not None else Purge.DAYS_SETTING
    if name in _PATHS:
        return "" if isinstance(value, str) else Preference.NO_TEXT
    return Preference.UNKNOWN


def save(path: Path, settings: Settings) -> None:
    """Write the settings, for their owner alone: the whole file or nothing.

    Raises:
        SettingsError: The file cannot be written; the earlier one stands.
    """
    lines = [
        f"{name} = {_quoted(value)}"
        for name in (*CHOICES, *_PATHS)
        if (value := str(getattr(settings, name)))
    ]
    if settings.staff:
        lines.append(f"{_STAFF} = [{', '.join(map(_quoted, settings.staff))}]")
    if settings.keep_days != KEEP_DAYS:
        lines.append(f"keep_days = {settings.keep_days}")
    if settings.keys:
        lines += ["", "[keys]"]
        lines += [f"{name} = {_quoted(keys)}" for name, keys in settings.keys.items()]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, delete=False
        ) as part:
            part.write("\n".join(lines) + "\n")
        os.replace(part.name, path)  # noqa: PTH105 (a name, not a path)
    except OSError as error:
        raise SettingsError(str(path)) from error


def _quoted(text: str) -> str:
    """Write a text as TOML does: JSON's escapes are among its own."""
    from json import dumps  # noqa: PLC0415 (only a change of settings needs it)

    return dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
