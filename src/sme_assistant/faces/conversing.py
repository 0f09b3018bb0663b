"""Hold the conversation: on the full screen where there is one, else by lines."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from pathlib import Path

import click

from sme_assistant.faces.helpdesk import HelpDesk
from sme_assistant.faces.terminal import Why, why_plain
from sme_assistant.faces.wiring import Wiring
from sme_assistant.phrases import Start


def converse(
    wiring: Wiring,
    case: str | None,
    *,
    plain: bool,
    helpdesk: bool = False,
    staff: str = "",
) -> None:
    """Hold the conversation until the person leaves.

    Args:
        wiring: Casebook, settings and clock.
        case: The case to go on with; None to choose one.
        plain: Whether the person asked for lines.
        helpdesk: Whether the person asked to serve callers.
        staff: Who serves them; that asks for it as well.
    """
    if staff:
        from sme_assistant.assistant.call_turns import name_in  # noqa: PLC0415

        staff = name_in(staff)
    desk = HelpDesk.of(wiring.settings, asked=helpdesk, staff=staff)
    size = shutil.get_terminal_size()
    streams = (sys.stdin, sys.stdout, sys.stderr)
    why = why_plain(streams, os.environ, size, asked=plain, is_windows=os.name == "nt")
    if why is None:
        going_on = _on_the_full_screen(wiring, case, desk)
        if going_on is None:
            return
        case = going_on or None
    elif why is Why.TOO_SMALL:
        click.echo(Start.TOO_SMALL.format(width=size[0], height=size[1]))
    _by_lines(wiring, case, desk)


def _on_the_full_screen(wiring: Wiring, case: str | None, desk: HelpDesk) -> str | None:
    """Return the case to go on with by lines; None if the person left."""
    # Some input methods lose characters under the Kitty protocol for keys; Textual
    # reads this as it is imported.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    # Nothing made while starting is garbage; the application collects once it stands.
    gc.disable()
    from sme_assistant.faces.tui.app import run  # noqa: PLC0415

    return run(wiring.casebook, wiring.clock, wiring.settings, case, desk)


def _by_lines(wiring: Wiring, case: str | None, desk: HelpDesk) -> None:
    from sme_assistant.assistant import presenter  # noqa: PLC0415
    from sme_assistant.assistant.programmes import shipped_programme  # noqa: PLC0415
    from sme_assistant.faces.console import Console  # noqa: PLC0415
    from sme_assistant.faces.home import Home  # noqa: PLC0415

    console = Console()
    own = wiring.settings.own_templates
    days = wiring.settings.keep_days
    home = Home(wiring.casebook, console, wiring.clock, Path.cwd(), own, desk, days)
    if case is None:
        home.run()
    else:
        console.say(*presenter.greeting(shipped_programme()))
        home.open(case)
