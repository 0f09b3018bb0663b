"""Commands for whoever edits Word templates: check them, look at one filled."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sme_assistant.assistant.programmes import shipped_programme
from sme_assistant.assistant.templating import (
    EXAMPLE,
    checked,
    previewed,
    template_files,
)
from sme_assistant.errors import Fault, InputError, cause_of
from sme_assistant.faces.options import ChineseCommand, LazyGroup
from sme_assistant.faces.wiring import Wiring, json_option, pass_wiring, print_json
from sme_assistant.phrases import Cli


@click.command(cls=ChineseCommand)
@click.argument(
    "path", metavar="[文件或文件夹]", required=False, type=click.Path(path_type=Path)
)
@json_option
@pass_wiring
def check(wiring: Wiring, path: Path | None, as_json: bool) -> None:
    """检查 Word 模板：标记认不认识、有没有被格式拆开、会不会印成空的。

    不写就检查自备的模板（设置里的 templates），没有自备的就检查随程序带的那一套。
    """
    programme = shipped_programme()
    files = template_files(programme, path or wiring.settings.own_templates)
    faults, notes = checked(programme, files)
    if as_json:
        print_json(
            {
                "templates": [str(file) for file in files],
                "faults": [_as_json(fault) for fault in faults],
                "notes": [_as_json(note) for note in notes],
            }
        )
    else:
        for fault in faults:
            click.echo(Cli.TEMPLATE_FAULTY.format(path=fault.path, text=fault.text))
        for note in notes:
            click.echo(Cli.TEMPLATE_NOTE.format(path=note.path, text=note.text))
        told = Cli.TEMPLATE_BAD if faults else Cli.TEMPLATE_CLEAN
        counts = {"count": len(files), "faults": len(faults), "notes": len(notes)}
        click.echo(told.format(**counts))
        click.echo(Cli.TEMPLATE_GAPS)
    if faults:
        sys.exit(1)


@click.command(cls=ChineseCommand)
@click.argument("name", metavar="模板")
@click.option(
    "--out",
    required=True,
    metavar="文件",
    type=click.Path(path_type=Path),
    help="填好的 .docx 放在哪里",
)
@click.option(
    "--templates",
    metavar="文件夹",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="自备的 Word 模板，同名的代替随程序带的",
)
@pass_wiring
def preview(wiring: Wiring, name: str, out: Path, templates: Path | None) -> None:
    """用示例填一份模板，看看印出来的样子。模板写文件编号，例如 application_form。"""
    own = templates or wiring.settings.own_templates
    raw = previewed(shipped_programme(), name, own, wiring.clock())
    try:
        with out.open("xb") as file:
            file.write(raw)
    except FileExistsError as error:
        told = Cli.FILE_IS_THERE.format(path=out)
        raise InputError("the file is there already", told) from error
    except OSError as error:
        told = Cli.FILE_UNWRITABLE.format(path=out, what=cause_of(error))
        raise InputError("the file cannot be written", told) from error
    click.echo(Cli.TEMPLATE_PREVIEWED.format(example=EXAMPLE, path=out))


def _as_json(fault: Fault) -> dict[str, str]:
    return {"path": fault.path, "code": fault.code, "text": fault.text}


template = LazyGroup(
    "template",
    lazy={
        "check": ("templates", "check", Cli.ABOUT_TEMPLATE_CHECK),
        "preview": ("templates", "preview", Cli.ABOUT_TEMPLATE_PREVIEW),
    },
    help=Cli.ABOUT_TEMPLATE,
)
