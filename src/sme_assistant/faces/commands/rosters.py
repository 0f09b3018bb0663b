"""Commands over lists: a blank form, a file into a case, a list out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypedDict, Unpack

import click

from sme_assistant.assistant.cases import opened, standing_of
from sme_assistant.assistant.conversation import Standing
from sme_assistant.assistant.importing import (
    Import,
    aggregates,
    looked_at,
    prepared,
    roster_named,
    take,
)
from sme_assistant.assistant.list_cards import (
    aggregate_says,
    correction_say,
    preview_card,
)
from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.assistant.programmes import DEFAULT, shipped_programme
from sme_assistant.engine.replay import State
from sme_assistant.errors import CaseNotFoundError
from sme_assistant.faces.console import Console
from sme_assistant.faces.options import ChineseCommand, LazyGroup
from sme_assistant.faces.progress import on_one_line
from sme_assistant.faces.wiring import Wiring, json_option, pass_wiring, print_json
from sme_assistant.phrases import Cli, Lists
from sme_assistant.rosters.reading import Reading
from sme_assistant.values import Table, write

_COMMANDS: Final = {
    "template": ("rosters", "make_template", Cli.ABOUT_ROSTER_TEMPLATE),
    "import": ("rosters", "import_file", Cli.ABOUT_ROSTER_IMPORT),
    "export": ("rosters", "export_list", Cli.ABOUT_ROSTER_EXPORT),
}
roster = LazyGroup(name="roster", lazy=_COMMANDS, help=Cli.ABOUT_ROSTER)

_out_option = click.option(
    "--out",
    required=True,
    metavar="文件",
    help="写到哪个文件（.xlsx，导出也可用 .csv）",
)


@click.command(cls=ChineseCommand)
@click.argument("kind", metavar="名单")
@_out_option
def make_template(kind: str, out: str) -> None:
    """存一份空白的名单表，带下拉选项和填写说明。"""
    from sme_assistant.rosters.writing import template  # noqa: PLC0415

    wanted = roster_named(shipped_programme(), kind)
    template(wanted, Path(out))
    click.echo(Lists.TEMPLATE_MADE.format(path=out))


class _Options(TypedDict):
    """How a file is imported."""

    dry_run: bool
    replace: bool
    sheet: str | None
    rejects: str | None
    as_json: bool


@click.command(cls=ChineseCommand)
@click.argument("case", metavar="记录")
@click.argument("kind", metavar="名单")
@click.argument("file", metavar="文件")
@click.option("--dry-run", is_flag=True, help="只预览，不改动")
@click.option("--replace", is_flag=True, help="去掉文件里没有的行")
@click.option("--sheet", metavar="工作表", help="用哪一张工作表")
@click.option("--rejects", metavar="文件", help="要改的行另存到哪里")
@json_option
@pass_wiring
def import_file(
    wiring: Wiring, case: str, kind: str, file: str, **options: Unpack[_Options]
) -> None:
    """把表格文件（.xlsx .xls .ods .csv .docx）导入一份申报记录的名单。"""
    standing, is_new = _standing(wiring, case)
    wanted = roster_named(standing.programme, kind)
    with _progress(Lists.READING) as progress:
        how = Reading(options["sheet"], progress)
        found = prepared(standing, wanted, Path(file), how)
    if options["replace"]:
        found = found.replacing()
    where, dry_run = None, options["dry_run"]
    if dry_run:
        standing = looked_at(standing, found)
    else:
        where, standing = _taken(wiring, case, found, options["rejects"], is_new=is_new)
    notes = _notes(case, is_new=is_new, dry_run=dry_run)
    if options["as_json"]:
        print_json(_document(standing, found, where, notes, dry_run=dry_run))
        return
    _say([Say(Role.NOTE, note) for note in notes], preview_card(found))
    _say(correction_say(where), [Say(Role.NOTE, _outcome(found, dry_run=dry_run))])
    if found.found.rows:
        _say(aggregate_says(standing, wanted))


@click.command(cls=ChineseCommand)
@click.argument("case", metavar="记录")
@click.argument("kind", metavar="名单")
@_out_option
@pass_wiring
def export_list(wiring: Wiring, case: str, kind: str, out: str) -> None:
    """把一份名单导出成表格文件。"""
    from sme_assistant.rosters.writing import export  # noqa: PLC0415

    standing = standing_of(wiring.casebook, case, wiring.clock)
    wanted = roster_named(standing.programme, kind)
    held = standing.state.rosters.get(wanted.id)
    rows = held.rows if held else Table({}, 0)
    with _progress(Lists.WRITING) as progress:
        export(wanted, rows, Path(out), progress)
    wiring.note_output(case, Path(out))
    if not rows:
        click.echo(Lists.EMPTY_LIST.format(title=wanted.model.title))
    unit = wanted.model.unit
    click.echo(Lists.EXPORTED.format(count=len(rows), unit=unit, path=out))


def _standing(wiring: Wiring, case: str) -> tuple[Standing, bool]:
    """Return how a case stands, and whether it has yet to be begun."""
    try:
        return standing_of(wiring.casebook, case, wiring.clock), False
    except CaseNotFoundError:
        today = wiring.clock().astimezone().date()
        return Standing(shipped_programme(), State(), today), True


def _taken(
    wiring: Wiring, case: str, found: Import, rejects: str | None, *, is_new: bool
) -> tuple[Path | None, Standing]:
    if is_new:
        wiring.casebook.create(case, DEFAULT, wiring.clock())
    with opened(wiring.casebook, case, wiring.clock) as conversation:
        where = take(conversation, found, Path(rejects) if rejects else None)
        return where, conversation.standing


def _notes(case: str, *, is_new: bool, dry_run: bool) -> list[str]:
    if not is_new:
        return []
    note = Lists.WOULD_BE_NEW if dry_run else Lists.NEW_CASE
    return [note.format(name=case)]


def _outcome(found: Import, *, dry_run: bool) -> str:
    if dry_run:
        return Lists.DRY_RUN
    if not found.found.rows:
        return Lists.NOTHING
    model = found.roster.model
    total = len(found.merged.rows)
    told = Lists.TAKEN if found.merged.is_change else Lists.AS_IT_WAS
    return told.format(title=model.title, total=total, unit=model.unit)


def _document(
    standing: Standing,
    found: Import,
    where: Path | None,
    notes: Sequence[str],
    *,
    dry_run: bool,
) -> dict[str, object]:
    merged, facts = found.merged, standing.programme.facts
    figures = aggregates(standing, found.roster) if found.found.rows else {}
    return {
        "rows": len(found.found.rows),
        "rejected": [
            {"sheet": c.sheet, "cell": c.cell, "value": c.value, "message": c.message}
            for c in found.found.bad
        ],
        "aggregates": {
            name: write(facts[name].spec, value)  # type: ignore[arg-type]
            for name, value in figures.items()
        },
        "warnings": [*notes, *found.warnings],
        "total": len(merged.rows) if found.found.rows else len(found.old),
        "added": merged.added,
        "changed": merged.changed,
        "unchanged": merged.unchanged,
        "left": merged.left,
        "removed": merged.removed,
        "rejected_rows": len(found.found.rejected),
        "correction": str(where) if where else None,
        "sheet": found.found.sheet,
        "dry_run": dry_run,
    }


@contextmanager
def _progress(wording: str) -> Iterator[Callable[[int, int], None]]:
    def drawn(done: int, total: int, _what: str) -> str:
        return wording.format(percent=100 * done // total)

    with on_one_line(draw=drawn) as steps:

        def told(done: int, total: int) -> None:
            if steps is not None:
                steps(done, total, "")

        yield told


def _say(*cards: Sequence[Say]) -> None:
    console = Console()
    for card in cards:
        console.say(*card)
