"""Commands over the applicant's own files: list, attach, mark, remove, check."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from sme_assistant.assistant import evidence as files
from sme_assistant.assistant.cases import opened, standing_of
from sme_assistant.assistant.conversation import Standing
from sme_assistant.assistant.evidence import STATES, Held, Line
from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.engine.materials import EvidenceState
from sme_assistant.faces.console import Console
from sme_assistant.faces.options import ChineseCommand, LazyGroup
from sme_assistant.faces.wiring import Wiring, json_option, pass_wiring, print_json
from sme_assistant.phrases import Cli, Proof

_Command = TypeVar("_Command", bound=Callable[..., object])

_note_option = click.option("--note", default="", metavar="说明", help="一句说明")


def _case_and_item(command: _Command) -> _Command:
    item = click.argument("item", metavar="材料")
    return click.argument("case", metavar="记录")(item(command))


@click.command(cls=ChineseCommand)
@click.argument("case", metavar="记录")
@json_option
@pass_wiring
def list_evidence(wiring: Wiring, case: str, as_json: bool) -> None:
    """列出每一样证明材料：有没有、附了哪些文件、要注意什么。"""
    standing = standing_of(wiring.casebook, case, wiring.clock)
    if as_json:
        print_json({"evidence": [_line_json(line) for line in files.lines(standing)]})
        return
    Console().say(*files.card(standing))


@click.command(cls=ChineseCommand)
@_case_and_item
@click.argument(
    "paths", metavar="文件...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--valid-until", default="", metavar="日期", help="有效期至哪一天")
@click.option("--period", default="", metavar="年度", help="所属年度，例如 2025")
@_note_option
@pass_wiring
def attach(  # noqa: PLR0913, PLR0917 (one argument for each option)
    wiring: Wiring,
    case: str,
    item: str,
    paths: tuple[Path, ...],
    valid_until: str,
    period: str,
    note: str,
) -> None:
    """给一样证明材料附上文件；写文件夹就附上里面所有能用的文件。

    材料写条文编号，例如 9(3)；一条里有几样的，写它的名字，例如 lease。
    """
    with opened(wiring.casebook, case, wiring.clock) as conversation:
        name = files.item_called(conversation.standing, item)
        said = files.said_of(conversation.standing, valid_until, period, note)
        added, left_out = files.add(conversation, name, paths, said)
        standing = conversation.standing
    line = _line(standing, name)
    title = line.status.item.model.title
    told = [Say(Role.ECHO, Proof.ATTACHED.format(count=len(added), title=title))]
    told += files.file_says(_among(line.files, {file.path for file in added}))
    if left_out:
        told.append(Say(Role.NOTE, files.left_out_words(left_out)))
    if line.status.state is EvidenceState.NOT_APPLICABLE:
        told.append(Say(Role.NOTE, Proof.NOT_NEEDED.format(title=title)))
    Console().say(*told)


@click.command(cls=ChineseCommand)
@_case_and_item
@click.argument(
    "state", metavar="paper|later|not_applicable", type=click.Choice([*STATES])
)
@_note_option
@pass_wiring
def mark(wiring: Wiring, case: str, item: str, state: str, note: str) -> None:
    """登记一样证明材料：已有纸质（paper）、待补（later）、不适用（not_applicable）。"""
    with opened(wiring.casebook, case, wiring.clock) as conversation:
        name = files.item_called(conversation.standing, item)
        told = files.marked(conversation, name, state, note)
    Console().say(Say(Role.ECHO, told))


@click.command(cls=ChineseCommand)
@_case_and_item
@pass_wiring
def remove(wiring: Wiring, case: str, item: str) -> None:
    """取下一样证明材料的全部文件；文件本身不动。"""
    with opened(wiring.casebook, case, wiring.clock) as conversation:
        name = files.item_called(conversation.standing, item)
        told = files.removed(conversation, name)
    Console().say(Say(Role.ECHO, told))


@click.command(cls=ChineseCommand)
@click.argument("case", metavar="记录")
@json_option
@pass_wiring
def check(wiring: Wiring, case: str, as_json: bool) -> None:
    """重新读一遍附上的文件：还在不在，改没改过，有没有过期、看不清的。"""
    standing = standing_of(wiring.casebook, case, wiring.clock)
    lines = [line for line in files.lines(standing, closely=True) if line.files]
    held = [one for line in lines for one in line.files]
    changed = [one for one in held if one.changed]
    doubts = sum(len(one.doubts) for one in held)
    if as_json:
        print_json(
            {"good": not changed, "evidence": [_line_json(one) for one in lines]}
        )
    else:
        counts = {"count": len(held), "changed": len(changed), "doubts": doubts}
        good = Proof.CHECK_GOOD if held else Proof.CHECK_NONE
        told = Proof.CHECK_BAD if changed or doubts else good
        says = [say for line in lines for say in files.item_says(line)]
        Console().say(*says, Say(Role.OUTCOME, told.format(**counts)))
    if changed:
        sys.exit(1)


def _line(standing: Standing, item: str) -> Line:
    return next(one for one in files.lines(standing) if one.status.item.id == item)


def _among(held: tuple[Held, ...], paths: set[str]) -> list[Held]:
    return [one for one in held if one.file.path in paths]


def _line_json(line: Line) -> dict[str, object]:
    item = line.status.item
    return {
        "item": item.id,
        "material": item.material,
        "title": item.model.title,
        "state": line.state,
        "note": line.note,
        "minimum": line.status.minimum,
        "files": [_held_json(held) for held in line.files],
    }


def _held_json(held: Held) -> dict[str, object]:
    file = held.file
    return {
        "path": file.path,
        "sha256": file.sha256,
        "bytes": file.size,
        "kind": file.kind,
        "pages": file.pages or None,
        "dpi": file.dpi or None,
        "blank_pages": [int(number) for number in file.blank.split(",") if number],
        "valid_until": file.valid_until,
        "period": file.period,
        "note": file.note,
        "changed": held.changed.change.value if held.changed else None,
        "moved_to": held.changed.now if held.changed else "",
        "warnings": ([held.changed.words] if held.changed else []) + [*held.doubts],
    }


evidence = LazyGroup(
    "evidence",
    lazy={
        "list": ("evidence", "list_evidence", Cli.ABOUT_EVIDENCE_LIST),
        "attach": ("evidence", "attach", Cli.ABOUT_EVIDENCE_ATTACH),
        "mark": ("evidence", "mark", Cli.ABOUT_EVIDENCE_MARK),
        "remove": ("evidence", "remove", Cli.ABOUT_EVIDENCE_REMOVE),
        "check": ("evidence", "check", Cli.ABOUT_EVIDENCE_CHECK),
    },
    help=Cli.ABOUT_EVIDENCE,
)
