"""The command that tells a day in figures."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from sme_assistant.assistant.overview import Overview, as_csv, as_data, day_called
from sme_assistant.assistant.overview import overview as counted
from sme_assistant.errors import InputError, cause_of
from sme_assistant.faces.options import ChineseCommand
from sme_assistant.faces.overviews import overview_lines
from sme_assistant.faces.progress import on_one_line
from sme_assistant.faces.wiring import Wiring, json_option, pass_wiring, print_json
from sme_assistant.phrases import Cli, Overviews


@click.command(cls=ChineseCommand)
@click.option("--day", default="", metavar="日期", help=Overviews.DAY_OPTION)
@click.option(
    "--csv",
    "place",
    metavar="文件",
    type=click.Path(path_type=Path),
    help=Overviews.CSV_OPTION,
)
@json_option
@pass_wiring
def overview(wiring: Wiring, day: str, place: Path | None, as_json: bool) -> None:
    """一天的概览：各状态多少份，填了多少，哪些条文最常达不到。只有数目，没有个人信息。"""
    wanted = day_called(day, wiring.clock)
    with on_one_line(draw=_far) as steps:
        found = counted(wiring.casebook, wanted, wiring.clock, steps)
    if place is not None:
        _save(found, place)
    if as_json:
        print_json(as_data(found))
        return
    room = shutil.get_terminal_size().columns
    click.echo("\n".join(overview_lines(found, room)))
    if place is not None:
        click.echo(Overviews.SAVED.format(path=place))


def _far(done: int, total: int, _what: str) -> str:
    return Overviews.COUNTING.format(done=done, total=total)


def _save(found: Overview, place: Path) -> None:
    """Write the table, for Excel, into a file that was not there before."""
    try:
        with place.open("x", encoding="utf-8-sig", newline="") as file:
            file.write(as_csv(found))
    except FileExistsError as error:
        told = Cli.FILE_IS_THERE.format(path=place)
        raise InputError("the file is there already", told) from error
    except OSError as error:
        told = Cli.FILE_UNWRITABLE.format(path=place, what=cause_of(error))
        raise InputError("the file cannot be written", told) from error
