"""Click, speaking Chinese: help pages and usage errors."""

from __future__ import annotations

from collections.abc import Sequence

import click

from sme_assistant.phrases import Cli

_PIECES = {
    "[OPTIONS]": Cli.USAGE_OPTIONS,
    "[COMMAND] [ARGS]...": Cli.USAGE_COMMAND,
}


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
        rows = [record for record in records if record and record[1]]
        if rows:
            with formatter.section(Cli.OPTIONS):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Describe --help in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = Cli.HELP_OPTION
        return option


class ChineseGroup(ChineseCommand, click.Group):
    """A group of commands whose help page is Chinese."""

    command_class = ChineseCommand

    def format_options(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write options, then commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write what each command does."""
        rows = [
            (name, command.get_short_help_str(60))
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) and not command.hidden
        ]
        with formatter.section(Cli.COMMANDS):
            formatter.write_dl(rows)


ChineseGroup.group_class = ChineseGroup


def usage_message(error: click.ClickException) -> str:
    """Word a usage error in Chinese: what, and what to do next."""
    match error:
        case click.NoSuchOption(option_name=name, possibilities=near):
            told = Cli.NO_SUCH_OPTION.format(name=name)
            return told + _near(near or [])
        case click.MissingParameter(param=param):
            return Cli.MISSING.format(name=_name(param))
        case click.BadParameter(param=param):
            return Cli.BAD_PARAMETER.format(name=_name(param))
        case click.NoSuchCommand(command_name=name, possibilities=near):
            told = Cli.NO_SUCH_COMMAND.format(name=name)
            return told + _near(near or [])
    return Cli.BAD_USAGE


def _near(names: Sequence[str]) -> str:
    return Cli.DID_YOU_MEAN.format(names="、".join(names)) if names else ""


def _name(param: click.Parameter | None) -> str:
    return (param.human_readable_name if param else "") or ""
