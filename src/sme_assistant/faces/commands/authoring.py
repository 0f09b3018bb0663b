"""Commands for authors of dialogue files and templates."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sme_assistant.assistant.checking import lint_folder, traced
from sme_assistant.assistant.programmes import DEFAULT, load_folder, shipped_programme
from sme_assistant.dialogue.tracing import graph as drawn
from sme_assistant.errors import DialogueError, Fault
from sme_assistant.faces.options import ChineseCommand
from sme_assistant.faces.wiring import json_option, print_json
from sme_assistant.phrases import Cli
from sme_assistant.resources import shipped


@click.command(cls=ChineseCommand)
@click.argument(
    "folder",
    metavar="[文件夹]",
    required=False,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@json_option
def lint(folder: Path | None, as_json: bool) -> None:
    """检查对话文件和模板；不写文件夹就检查随程序带的那一套。"""
    place = folder or shipped("dialogues") / DEFAULT
    try:
        programme, faults = lint_folder(place)
    except DialogueError as error:
        programme, faults = None, error.faults
    if as_json:
        print_json({"faults": [_fault_json(fault) for fault in faults]})
    else:
        for fault in faults:
            click.echo(str(fault))
        if faults or programme is None:
            click.echo(Cli.LINT_FAULTS.format(count=len(faults)))
        else:
            click.echo(
                Cli.LINT_CLEAN.format(
                    facts=len(programme.facts),
                    questions=len(programme.questions),
                    criteria=len(programme.criteria),
                )
            )
    if faults:
        sys.exit(1)


@click.command(cls=ChineseCommand)
@json_option
def trace(as_json: bool) -> None:
    """列出条文、问题、事实、判断、材料和文件位置的对照。"""
    matrix = traced(load_folder(shipped("dialogues") / DEFAULT))
    if as_json:
        print_json(matrix.as_data())
    else:
        click.echo(matrix.as_text())


@click.command(cls=ChineseCommand)
@click.argument(
    "folder",
    metavar="[文件夹]",
    required=False,
    type=click.Path(exists=True, file_okay=False),
)
def graph(folder: str | None) -> None:
    """把问题树画成 Mermaid 图，条件写在线上。"""
    programme = load_folder(Path(folder)) if folder else shipped_programme()
    click.echo(drawn(programme))


def _fault_json(fault: Fault) -> dict[str, object]:
    return {
        "path": fault.path,
        "line": fault.line,
        "column": fault.column,
        "code": fault.code,
        "text": fault.text,
    }
