"""What the commands share: casebook, settings, clock, and how results are written."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sme_assistant.assistant.commands import Command
from sme_assistant.errors import CasebookError
from sme_assistant.faces.settings import Settings, load, settings_path

if TYPE_CHECKING:
    from sme_assistant.assistant.ports import Casebook


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Wiring:
    """What the commands share.

    Attributes:
        casebook_option: The ``--casebook`` that was given, if any.
        clock: The time, in UTC.
    """

    casebook_option: str | None = None
    clock: Callable[[], datetime] = _now

    @cached_property
    def casebook(self) -> Casebook:
        """The casebook, opened when first asked for."""
        from sme_assistant.assistant.found_by import FoundBy  # noqa: PLC0415
        from sme_assistant.casebook import SqliteCasebook  # noqa: PLC0415

        return SqliteCasebook(self.path, self.clock, finder=FoundBy())

    @cached_property
    def path(self) -> Path:
        """The file of the casebook: an option comes first, then a setting."""
        from sme_assistant.casebook.places import VARIABLE, casebook_path  # noqa: PLC0415

        chosen = self.casebook_option or os.environ.get(VARIABLE)
        return casebook_path(chosen or self.settings.casebook or None, os.environ)

    @cached_property
    def settings(self) -> Settings:
        """What the person prefers; what is wrong with it is told on standard error."""
        commands = {command.value for command in Command}
        settings, complaints = load(settings_path(os.environ), commands)
        for complaint in complaints:
            click.echo(complaint, err=True)
        return settings

    def note_output(self, case: str, path: Path) -> None:
        """Keep where something made of a case was put.

        It is there already: that its place cannot be kept spoils nothing.
        """
        with suppress(CasebookError):
            self.casebook.note_output(case, str(path.absolute()))


pass_wiring = click.make_pass_decorator(Wiring)
json_option = click.option("--json", "as_json", is_flag=True, help="输出 JSON")


def print_json(document: object) -> None:
    """Write one JSON document, the only thing on standard output."""
    from json import dumps  # noqa: PLC0415 (a conversation needs it much later)

    click.echo(dumps(document, ensure_ascii=False, indent=2))
