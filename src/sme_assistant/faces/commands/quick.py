"""The command that says quickly whether somebody can apply."""

from __future__ import annotations

import sys

import click

from sme_assistant.assistant.commands import Command, command_in
from sme_assistant.assistant.programmes import shipped_programme
from sme_assistant.assistant.quick import QuickTalk, case_of, talk_of
from sme_assistant.faces.console import Console
from sme_assistant.faces.helpdesk import HelpDesk
from sme_assistant.faces.home import on_a_shell
from sme_assistant.faces.options import ChineseCommand, staff_option
from sme_assistant.faces.wiring import Wiring, json_option, pass_wiring, print_json
from sme_assistant.phrases import Quick

_PASSED_OVER = frozenset({Command.UNKNOWN, Command.LATER})


@click.command(cls=ChineseCommand)
@click.argument("text", metavar="听到的", nargs=-1)
@click.option("--case", metavar="记录", help=Quick.CASE_OPTION)
@staff_option
@json_option
@pass_wiring
def quick(
    wiring: Wiring,
    text: tuple[str, ...],
    case: str | None,
    staff: str,
    as_json: bool,
) -> None:
    """速查能不能报：写上听到的，例如 "万州 12人 10个大专"；不写就一问一答。"""
    talk = talk_of(shipped_programme(), wiring.clock)
    told = " ".join(text).strip()
    if told:
        talk.hear(told)
    else:
        # With --json, standard output is one document and nothing else.
        console = Console(sys.stdin, sys.stderr) if as_json else Console()
        if not walked(talk, console) and not as_json:
            return
    made = None
    if case:
        helpdesk = HelpDesk.of(wiring.settings, asked=False, staff=staff)
        typed_by = helpdesk.staff if helpdesk.is_on else ""
        made = case_of(talk, wiring.casebook, case, wiring.clock, staff=typed_by)
    if as_json:
        named = {"case": made.name} if made else {}
        print_json({**talk.answer.as_data("，".join(talk.texts)), **named})
        return
    console = Console()
    console.say(*talk.answer.says())
    if made is not None:
        line = Quick.CASE_MADE.format(
            name=made.name, count=made.entries, typed=on_a_shell(made.name)
        )
        console.write(line)


def walked(talk: QuickTalk, console: Console) -> bool:
    """Ask the few questions one by one; False if the person leaves."""
    console.write(Quick.WALK.format(count=talk.place[1]))
    while (question := talk.asking) is not None:
        number, count = talk.place
        text = question.model.phone
        console.write(Quick.WALK_ASK.format(number=number, count=count, question=text))
        line = console.read()
        if line is None:
            return True
        typed = command_in(line)
        if typed is not None and typed.command is Command.QUIT:
            return False
        if not line.strip() or (typed and typed.command in _PASSED_OVER):
            talk.skip()
        elif refusal := talk.reply(line):
            console.write(refusal)
    return True
