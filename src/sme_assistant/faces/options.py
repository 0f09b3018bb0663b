"""Click, speaking Chinese: help pages and usage errors."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import click

from sme_assistant.phrases import Calls, Cli

_PIECES = {
    "[OPTIONS]": Cli.USAGE_OPTIONS,
    "[COMMAND] [ARGS]...": Cli.USAGE_COMMAND,
    "COMMAND [ARGS]...": Cli.USAGE_COMMAND,
}


_EXTRA = re.compile(r"Got unexpected extra arguments? \((?P<words>.*)\)", re.DOTALL)
"""What click says of words too many: it keeps them nowhere else."""

plain_option = click.option("--plain", is_flag=True, help=Cli.PLAIN_OPTION)
helpdesk_option = click.option("--helpdesk", is_flag=True, help=Calls.HELPDESK_OPTION)
staff_option = click.option(
    "--staff", metavar=Calls.STAFF_METAVAR, default="", help=Calls.STAFF_OPTION
)


class ChineseCommand(click.Command):
    """A command whose help page is Chinese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        for english, chinese in _PIECES.items():
            pieces = pieces.replace(english, chinese)
        formatter.write_usage(ctx.command_path, pieces, prefix=Cli.USAGE)

    def format_options(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write what each option does."""
        records = (param.get_help_record(ctx) for param in self.get_params(ctx))
        rows = [
            (name, told.replace("[required]", Cli.REQUIRED))
            for name, told in filter(None, records)
            if told
        ]
        if rows:
            with formatter.section(Cli.OPTIONS):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Describe --help in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = Cli.HELP_OPTION
        return option


class LazyGroup(ChineseCommand, click.Group):
    """A group whose commands are imported when they are called.

    Args:
        lazy: Name of a command to its module in ``faces.commands``, its function there
            and a line about it.
    """

    def __init__(
        self, *args: Any, lazy: Mapping[str, tuple[str, str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order they are shown."""
        return list(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in self._lazy:
            return super().get_command(ctx, cmd_name)
        module, function, _ = self._lazy[cmd_name]
        found = import_module(f"sme_assistant.faces.commands.{module}")
        command: click.Command = getattr(found, function)
        return command

    def format_options(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write options, then commands, none of which is imported for it."""
        super().format_options(ctx, formatter)
        rows = [(name, about) for name, (_, _, about) in self._lazy.items()]
        with formatter.section(Cli.COMMANDS):
            formatter.write_dl(rows)


def usage_message(error: click.ClickException) -> str:
    """Word a usage error in Chinese: what, and what to do next."""
    match error:
        case click.NoSuchOption(option_name=name, possibilities=near):
            return Cli.NO_SUCH_OPTION.format(name=name) + _near(near or [])
        case click.NoSuchCommand(command_name=name, possibilities=near):
            return Cli.NO_SUCH_COMMAND.format(name=name) + _near(near or [])
        case click.MissingParameter(param=param):
            return Cli.MISSING.format(name=_name(param))
        case click.BadParameter(param=param):
            return _bad_value(param)
        case click.BadOptionUsage(option_name=name, message=said):
            wants = Cli.WANTS_NO_VALUE if "not take" in said else Cli.WANTS_VALUE
            return wants.format(name=name)
        case click.UsageError(ctx=click.Context(command=click.Group() as group) as ctx):
            names = "、".join(group.list_commands(ctx))
            return Cli.WANTS_COMMAND.format(names=names)
        case click.UsageError(message=said) if found := _EXTRA.match(said):
            return Cli.TOO_MANY.format(words=found["words"])
    return Cli.BAD_USAGE


def _bad_value(param: click.Parameter | None) -> str:
    match param:
        case click.Parameter(type=click.Path()):
            return Cli.NO_FOLDER.format(name=_name(param))
        case click.Parameter(type=click.Choice(choices=choices)):
            told = "、".join(map(str, choices))
            return Cli.ONE_OF.format(name=_name(param), choices=told)
    return Cli.BAD_PARAMETER.format(name=_name(param))


def _near(names: Sequence[str]) -> str:
    return Cli.DID_YOU_MEAN.format(names="、".join(names)) if names else ""


def _name(param: click.Parameter | None) -> str:
    """Name a parameter as it is typed."""
    if isinstance(param, click.Option):
        return param.opts[0]
    return (param.human_readable_name if param else "").strip("[].").strip() or ""
