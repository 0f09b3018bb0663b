"""Commands over one case or answers file: judge it, write its package."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sme_assistant.assistant import boards, presenter
from sme_assistant.assistant.judging import judgement
from sme_assistant.assistant.packaging import How, assemble_case
from sme_assistant.assistant.presenter import Say
from sme_assistant.assistant.sources import Given, accepting, read_source
from sme_assistant.engine.open_points import OpenPoint
from sme_assistant.faces.console import Console
from sme_assistant.faces.options import ChineseCommand
from sme_assistant.faces.progress import on_one_line
from sme_assistant.faces.wiring import Wiring, json_option, pass_wiring, print_json
from sme_assistant.phrases import Talk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sme_assistant.assembly.package import Package
    from sme_assistant.engine.attachments import Attachment


@click.command(cls=ChineseCommand)
@click.argument("source", metavar="来源")
@json_option
@pass_wiring
def check(wiring: Wiring, source: str, as_json: bool) -> None:
    """核对是否符合认定条件。来源是一份申报记录的名字，或者答案文件（.yaml）。"""
    given = read_source(source, lambda: wiring.casebook, wiring.clock)
    files = given.file_counts
    warned, _ = _about_files(given)
    if as_json:
        told = judgement(given.standing, files=files, remarks=given.remarks)
        print_json(told | ({"evidence": warned} if warned else {}))
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
    _say(presenter.conflict_say("warn", told) for told in warned)


def _about_files(given: Given) -> tuple[list[str], Mapping[str, Attachment]]:
    """Say what is wrong or doubtful about files; and what those of a file are."""
    if not given.evidence and not given.standing.state.attached:
        return [], {}
    from sme_assistant.assistant.evidence import looked_into, warnings  # noqa: PLC0415

    if given.evidence is None:
        return warnings(given.standing), {}
    known, told = looked_into(given.evidence)
    return told, known


@click.command(cls=ChineseCommand)
@click.argument("source", metavar="来源")
@click.option("--out", required=True, metavar="文件夹", help="材料包放在哪个文件夹里")
@click.option(
    "--accept",
    multiple=True,
    metavar="编号",
    help="这一项没有补齐，就这样报送（可写几次）；编号见上一次的输出",
)
@click.option(
    "--only",
    multiple=True,
    metavar="文件编号",
    help="只生成这份文件，单独使用（可写几次），例如 evaluation_form",
)
@click.option(
    "--templates",
    metavar="文件夹",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="自备的 Word 模板，同名的代替随程序带的",
)
@click.option("--bind", is_flag=True, help="另做一份合订本（PDF，要装有 LibreOffice）")
@json_option
@pass_wiring
def assemble(  # noqa: PLR0913, PLR0917 (one argument for each option)
    wiring: Wiring,
    source: str,
    out: str,
    accept: tuple[str, ...],
    only: tuple[str, ...],
    templates: Path | None,
    bind: bool,
    as_json: bool,
) -> None:
    """生成申报材料包。来源是一份申报记录的名字，或者答案文件（.yaml）。"""
    given = read_source(source, lambda: wiring.casebook, wiring.clock)
    if accept:
        given = accepting(given, accept, lambda: wiring.casebook, wiring.clock)
    if not as_json:
        _say(presenter.conflict_say("note", m) for m in boards.remarks(given.standing))
    warned, looked = ([], {}) if only else _about_files(given)
    how = How(only, templates or wiring.settings.own_templates, bind, looked)
    hidden = nullcontext() if as_json else on_one_line()
    with hidden as progress:
        package = assemble_case(
            given.standing, Path(out), wiring.clock(), given.evidence, progress, how
        )
    for made in (package.folder, package.archive) if given.case else ():
        wiring.note_output(given.case, made)
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
                "open": [_point_json(given, p) for p in package.points],
                "own_templates": list(package.own),
                "refused_templates": [
                    {"path": f.path, "code": f.code, "text": f.text}
                    for f in package.refused
                ],
                "files": files,
                **_bound_json(package),
                **({"evidence": warned} if warned else {}),
            }
        )
        return
    _say(boards.assembled(package))
    _say(presenter.conflict_say("warn", told) for told in warned)
    if not package.alone:
        _say(boards.open_list(given.standing, package.points))
    _say(boards.lapsed(given.lapsed))


def _bound_json(package: Package) -> dict[str, object]:
    """Tell of the bound volume; nothing if none was asked for."""
    bound = package.bound
    if bound is None:
        return {}
    return {
        "bound": bound.path or None,
        "bound_pages": bound.pages,
        "bound_note": "\n".join(bound.remarks),
    }


def _point_json(given: Given, point: OpenPoint) -> dict[str, object]:
    return {
        "id": point.id,
        "kind": point.kind.value,
        "subject": point.subject,
        "message": point.words,
        "accepted": given.standing.lets_stand(point),
        "acceptable": not point.firm,
    }


def _say(says: Iterable[Say]) -> None:
    Console().say(*says)
