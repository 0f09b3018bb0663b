"""Commands for after a call: the summary, and who is to be called back."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TypedDict, Unpack

import click

from sme_assistant.assistant.cases import standing_of
from sme_assistant.assistant.clock import CHINA, day_of
from sme_assistant.assistant.follow_ups import done, due_lines, read_day
from sme_assistant.assistant.recap import Since, Summary, as_data, as_text, summary
from sme_assistant.assistant.recap_files import write_text, write_word
from sme_assistant.engine.follow_ups import FollowUp
from sme_assistant.errors import InputError
from sme_assistant.faces.clipboard import copy_to_terminal
from sme_assistant.faces.options import ChineseCommand, LazyGroup
from sme_assistant.faces.wiring import Wiring, json_option, pass_wiring, print_json
from sme_assistant.paths import typed_path
from sme_assistant.phrases import CallBack, Recap

_COMMANDS = {"done": ("after_calls", "finish", CallBack.ABOUT_DONE)}


class _Options(TypedDict):
    """What of the summary is wanted, and how."""

    since: str | None
    last_call: bool
    out: str | None
    text: bool
    as_json: bool
    with_personal: bool


@click.command(cls=ChineseCommand)
@click.argument("name", metavar="记录")
@click.option("--since", metavar="时间", help=Recap.SINCE_OPTION)
@click.option("--last-call", is_flag=True, help=Recap.LAST_CALL_OPTION)
@click.option("--out", metavar="文件", help=Recap.OUT_OPTION)
@click.option("--text", is_flag=True, help=Recap.TEXT_OPTION)
@json_option
@click.option("--with-personal", is_flag=True, help=Recap.PERSONAL_OPTION)
@pass_wiring
def summarise(wiring: Wiring, name: str, **options: Unpack[_Options]) -> None:
    """写一份小结：记下了什么、还差什么、要准备什么、哪天再联系。"""
    case = wiring.casebook.info(name)
    since = _since(wiring, case.name, options)
    found = summary(
        standing_of(wiring.casebook, case.name, wiring.clock),
        wiring.casebook.entries(case.name),
        since,
        wiring.casebook.follow_ups(case.name),
        personal=options["with_personal"],
    )
    path = _written(wiring, case.programme, found, options)
    if path is not None:
        wiring.note_output(case.name, path)
    if options["as_json"]:
        print_json({**as_data(found), "file": None if path is None else str(path)})
        return
    if path is not None:
        told = Recap.WRITTEN_TEXT if options["text"] else Recap.MADE
        click.echo(told.format(path=path))
        return
    click.echo(as_text(found))
    if not options["text"]:
        _copy(wiring, case.name, found)


def _written(
    wiring: Wiring, programme: str, found: Summary, options: _Options
) -> Path | None:
    """Write the file that was asked for, if one was."""
    if options["out"] is None:
        return None
    place = typed_path(options["out"])
    if options["text"]:
        return write_text(found, place)
    own = wiring.settings.own_templates
    return write_word(found, programme, place, wiring.clock(), own)


def _copy(wiring: Wiring, case: str, found: Summary) -> None:
    """Copy the text where a person sits at a terminal; what is piped on needs none."""
    if not sys.stdout.isatty():
        return
    if copy_to_terminal(as_text(found)):
        click.echo(Recap.COPIED_CLI, err=True)
    else:
        path = write_text(found, Path.cwd())
        wiring.note_output(case, path)
        click.echo(Recap.NOT_COPIED.format(path=path), err=True)


def _since(wiring: Wiring, case: str, options: _Options) -> Since:
    if options["since"] is not None:
        return _moment(options["since"], day_of(wiring.clock()))
    if not options["last_call"]:
        return None
    calls = wiring.casebook.calls(case)
    if not calls:
        raise InputError("the case has no call", Recap.NO_CALL.format(case=case))
    return calls[-1].since


def _moment(text: str, today: date) -> datetime:
    """Read a day as people write it, or a moment as computers do; both in China."""
    if (day := read_day(text, today, past=True)) is not None:
        return datetime(day.year, day.month, day.day, tzinfo=CHINA)
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        told = Recap.NO_SUCH_TIME.format(text=text)
        raise InputError("no such time", told) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=CHINA)


# --- follow-ups -------------------------------------------------------------


@click.group(
    cls=LazyGroup,
    lazy=_COMMANDS,
    invoke_without_command=True,
    help=CallBack.ABOUT,
)
@click.option("--day", metavar="日子", help=CallBack.DAY_OPTION)
@json_option
@click.pass_context
def followups(context: click.Context, day: str | None, as_json: bool) -> None:
    """List whom to call back, unless a command follows."""
    if context.invoked_subcommand is not None:
        return
    wiring = context.ensure_object(Wiring)
    today = day_of(wiring.clock())
    until = today if day is None else read_day(day, today)
    if until is None:
        raise InputError("no such day", CallBack.NO_DAY_OPTION.format(text=day))
    due = wiring.casebook.open_follow_ups(until)
    if as_json:
        rows = [_data(one, today) for one in due]
        print_json({"until": until.isoformat(), "follow_ups": rows})
    else:
        click.echo("\n".join(due_lines(due, until, today)))


@click.command(cls=ChineseCommand)
@click.argument("number", metavar="编号", type=click.IntRange(min=1, max=2**31))
@json_option
@pass_wiring
def finish(wiring: Wiring, number: int, as_json: bool) -> None:
    """记下一次回访做完了。"""
    one = wiring.casebook.finish_follow_up(number, wiring.clock())
    if as_json:
        print_json(_data(one, day_of(wiring.clock())))
    else:
        click.echo(done(one))


def _data(one: FollowUp, today: date) -> dict[str, object]:
    """Return a follow-up as JSON has it."""
    at = one.done_at
    return {
        **asdict(one),
        "day": one.day.isoformat(),
        "made_at": one.made_at.isoformat(),
        "done_at": None if at is None else at.isoformat(),
        "overdue": one.is_open and one.day < today,
    }
