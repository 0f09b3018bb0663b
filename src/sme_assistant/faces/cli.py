"""The command line: its commands, and what each way of ending looks like.

Exit codes: 0 done; 1 the command ran and the answer is no; 2 wrong input or usage.
With ``--json`` standard output is one JSON document and nothing else. Commands are
imported when they are called, so that the first picture comes quickly.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import NoReturn

import click

from sme_assistant import __version__
from sme_assistant.errors import Problem, SmeAssistantError
from sme_assistant.faces.commands import COMMANDS
from sme_assistant.faces.conversing import converse
from sme_assistant.faces.options import (
    LazyGroup,
    helpdesk_option,
    plain_option,
    staff_option,
    usage_message,
)
from sme_assistant.faces.streams import prepare_streams
from sme_assistant.faces.wiring import Wiring, print_json
from sme_assistant.phrases import Cli, Crash

_WRONG_INPUT = 2
_INTERRUPTED = 130


@click.group(
    cls=LazyGroup,
    lazy=COMMANDS,
    invoke_without_command=True,
    help=Cli.ABOUT,
)
@click.option("--casebook", metavar="文件", help="申报记录放在哪里")
@plain_option
@helpdesk_option
@staff_option
@click.version_option(__version__, "--version", help=Cli.VERSION, message="%(version)s")
@click.pass_context
def cli(
    context: click.Context,
    casebook: str | None,
    plain: bool,
    helpdesk: bool,
    staff: str,
) -> None:
    """Start or go on with a case, unless a command follows."""
    wiring = context.ensure_object(Wiring)
    wiring.casebook_option = casebook
    if context.invoked_subcommand is None:
        converse(wiring, None, plain=plain, helpdesk=helpdesk, staff=staff)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; no traceback reaches a person."""
    prepare_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in given
    wiring = Wiring()
    try:
        cli.main(given, prog_name="sme-assistant", standalone_mode=False, obj=wiring)
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "sme-assistant"
        told = usage_message(error) + "\n" + Cli.SEE_HELP.format(command=command)
        _refuse(told, [Problem("", "", told)], as_json=as_json)
    except SmeAssistantError as error:
        _refuse(error.user_message, error.problems, as_json=as_json)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(_INTERRUPTED)
    except Exception as error:  # noqa: BLE001 (the outermost frame: no traceback for people)
        _give_up(error, wiring)


def _refuse(told: str, problems: Iterable[Problem], *, as_json: bool) -> NoReturn:
    """Tell what is wrong, all of it, and leave with the code for wrong input."""
    if as_json:
        print_json({"errors": [asdict(problem) for problem in problems]})
    else:
        click.echo(told, err=True)
    sys.exit(_WRONG_INPUT)


def _give_up(error: Exception, wiring: Wiring) -> NoReturn:
    """Leave after a fault of ours or of the machine."""
    if isinstance(error, BrokenPipeError):
        # Whoever read our output has gone; there is nobody left to tell. What Python
        # still holds back for them would fail once more as it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    else:
        with suppress(OSError):  # the terminal may be what is gone
            click.echo(_told_of_a_crash(error, wiring), err=True)
    sys.exit(1)


def _told_of_a_crash(error: Exception, wiring: Wiring) -> str:
    """Keep a report, and say what happened, where the answers are, what to do next."""
    from platformdirs import user_log_path  # noqa: PLC0415

    from sme_assistant.faces.crashes import place, write_report  # noqa: PLC0415

    told = [Crash.SORRY, Crash.CASEBOOK.format(path=wiring.path)]
    try:
        folder = user_log_path("sme-assistant", appauthor=False)
        report = write_report(error, wiring.path, wiring.clock(), folder)
        told.append(Crash.REPORT.format(path=report))
    except OSError:
        told.append(Crash.NO_REPORT.format(where=place(error)))
    return "\n".join(told)
