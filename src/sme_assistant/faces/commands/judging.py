"""Commands over one case or answers file: judge it, write its package."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path

import click

from sme_assistant.assistant import boards, presenter
from sme_assistant.assistant.judging import judgement
from sme_assistant.assistant.packaging import assemble_case
from sme_assistant.assistant.presenter import Say
from sme_assistant.assistant.sources import read_source
from sme_assistant.faces.console import Console
from sme_assistant.faces.options import ChineseCommand
from sme_assistant.faces.progress import on_one_line
from sme_assistant.faces.wiring import Wiring, json_option, pass_wiring, print_json
from sme_assistant.phrases import Talk


@click.command(cls=ChineseCommand)
@click.argument("source", metavar="来源")
@json_option
@pass_wiring
def check(wiring: Wiring, source: str, as_json: bool) -> None:
    """核对是否符合认定条件。来源是一份申报记录的名字，或者答案文件（.yaml）。"""
    given = read_source(source, lambda: wiring.casebook, wiring.clock)
    files = given.file_counts
    if as_json:
        print_json(judgement(given.standing, files=files, remarks=given.remarks))
        return
    edition = given.standing.programme.meta.edition
    click.echo(Talk.EDITION.format(edition=edition))
    _say(boards.board(given.standing))
    _say(
        presenter.conflict_say("warn" if r.unlikely else "note", r.message)
        for r in given.remarks
    )
    click.echo()
    _say(boards.materials_card(given.standing.materials(files)))


@click.command(cls=ChineseCommand)
@click.argument("source", metavar="来源")
@click.option("--out", required=True, metavar="文件夹", help="材料包放在哪个文件夹里")
@json_option
@pass_wiring
def assemble(wiring: Wiring, source: str, out: str, as_json: bool) -> None:
    """生成申报材料包。来源是一份申报记录的名字，或者答案文件（.yaml）。"""
    given = read_source(source, lambda: wiring.casebook, wiring.clock)
    if not as_json:
        _say(presenter.conflict_say("note", m) for m in boards.remarks(given.standing))
    hidden = nullcontext() if as_json else on_one_line()
    with hidden as progress:
        package = assemble_case(
            given.standing, Path(out), wiring.clock(), given.evidence, progress
        )
    if as_json:
        files = [
            {"path": f.path, "material": f.material, "document": f.document}
            for f in package.files
        ]
        folder, archive = str(package.folder), str(package.archive)
        print_json(
            {
                "folder": folder,
                "zip": archive,
                "draft": package.draft,
                "gaps": list(package.gaps),
                "files": files,
            }
        )
        return
    _say(boards.assembled(package))


def _say(says: Iterable[Say]) -> None:
    Console().say(*says)
