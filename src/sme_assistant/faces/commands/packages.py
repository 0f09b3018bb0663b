"""Commands over a package that was made: verify it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sme_assistant.faces.options import ChineseCommand
from sme_assistant.faces.wiring import json_option, print_json
from sme_assistant.phrases import Verify

_MOST_LISTED = 200


@click.command(cls=ChineseCommand)
@click.argument("package", metavar="材料包", type=click.Path(path_type=Path))
@json_option
def verify(package: Path, as_json: bool) -> None:
    """核对一份生成过的材料包：改了什么，哪里不再一致，缺了什么文件。

    写材料包的文件夹，或者它的 .zip。没有不同退出码是 0，有不同是 1。
    """
    from sme_assistant.assembly.verifying import verify as verified  # noqa: PLC0415

    found = verified(package)
    if as_json:
        print_json(
            {
                "package": found.name,
                "agrees": not found.differences,
                "has_figures": found.has_figures,
                "files": found.files,
                "differences": [
                    {
                        "kind": d.kind.value,
                        "file": d.file,
                        "place": d.place,
                        "was": d.was,
                        "now": d.now,
                        "message": d.text,
                    }
                    for d in found.differences
                ],
            }
        )
    else:
        count = len(found.differences)
        told = Verify.DIFFERS if count else Verify.AGREES
        click.echo(told.format(folder=found.name, count=count, files=found.files))
        if not found.has_figures:
            click.echo(Verify.OLD)
        for d in found.differences[:_MOST_LISTED]:
            placed = Verify.PLACED.format(place=d.place, text=d.text)
            text = placed if d.place else d.text
            click.echo(Verify.LINE.format(file=d.file, text=text))
        if count > _MOST_LISTED:
            click.echo(Verify.MORE.format(count=count - _MOST_LISTED))
    if found.differences:
        sys.exit(1)
