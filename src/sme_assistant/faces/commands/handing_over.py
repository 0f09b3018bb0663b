"""Commands that hand a case over in a file, and take one that was handed over."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TypedDict, Unpack

import click

from sme_assistant.assistant.handing_over import (
    Arrival,
    Kind,
    Taken,
    arrived,
    outgoing,
    take,
)
from sme_assistant.assistant.handover_cards import (
    automatic_lines,
    both_sides,
    difference_document,
    taken_lines,
    written_lines,
)
from sme_assistant.errors import HandoverError, cause_of
from sme_assistant.faces.console import Console
from sme_assistant.faces.options import ChineseCommand
from sme_assistant.faces.progress import on_one_line, share
from sme_assistant.faces.wiring import Wiring, json_option, pass_wiring, print_json
from sme_assistant.handover.parcel import needs_passphrase
from sme_assistant.handover.sealing import is_weak
from sme_assistant.phrases import Handover

_LONGEST_PASSPHRASE = 4096
_UNDECIDED = 1

_passphrase_file = click.option(
    "--passphrase-file",
    metavar="文件",
    help="口令写在这个文件的第一行",
)


class _Out(TypedDict):
    """How a case is handed over."""

    out: str | None
    no_encryption: bool
    with_evidence: bool
    passphrase_file: str | None
    as_json: bool


@click.command(cls=ChineseCommand)
@click.argument("case", metavar="记录")
@click.option("--out", metavar="文件", help="存成哪个文件；不写就存在当前文件夹")
@click.option("--no-encryption", is_flag=True, help="不加密，谁都能看")
@click.option("--with-evidence", is_flag=True, help="连同附上的证明材料文件")
@_passphrase_file
@json_option
@pass_wiring
def export_case(wiring: Wiring, case: str, **options: Unpack[_Out]) -> None:
    """把一份申报记录存成一个文件，对方用 import 打开接着填。

    文件名只有编号和日期，没有单位和人的名字。
    """
    wanted = outgoing(
        wiring.casebook, case, wiring.clock, with_evidence=options["with_evidence"]
    )
    path = Path(options["out"]) if options["out"] else wanted.free_path(Path.cwd())
    passphrase = None
    if not options["no_encryption"]:
        passphrase = _new_passphrase(options["passphrase_file"])
    with on_one_line(draw=share) as progress:
        wanted.write(path, passphrase, progress)
    wiring.note_output(case, path)
    sealed = passphrase is not None
    if options["as_json"]:
        parcel = wanted.parcel
        print_json(
            {
                "file": str(path),
                "uid": parcel.label.uid,
                "entries": len(parcel.entries),
                "evidence_files": len(parcel.files),
                "left_out": list(wanted.left_out),
                "encrypted": sealed,
            }
        )
        return
    for line in written_lines(wanted, path, sealed=sealed):
        click.echo(line)


class _In(TypedDict):
    """How a file is taken."""

    as_name: str | None
    choice: str
    passphrase_file: str | None
    as_json: bool


@click.command(cls=ChineseCommand)
@click.argument("file", metavar="文件")
@click.option("--as", "as_name", metavar="名称", help="存为哪一份，或者并入哪一份")
@click.option(
    "--take",
    "choice",
    type=click.Choice(["theirs", "mine", "ask"]),
    default="ask",
    metavar="theirs|mine|ask",
    help=Handover.HELP_TAKE,
)
@_passphrase_file
@json_option
@pass_wiring
def import_case(wiring: Wiring, file: str, **options: Unpack[_In]) -> None:
    """打开别人交来的申报记录；本机已有的，逐项看两边的答案再合并。"""
    path = Path(file)
    passphrase = _passphrase_of(path, options["passphrase_file"])
    with (
        on_one_line(draw=share) as progress,
        arrived(
            wiring.casebook,
            path,
            passphrase,
            as_name=options["as_name"] or "",
            progress=progress,
        ) as arrival,
    ):
        theirs = _chosen(arrival, options["choice"], as_json=options["as_json"])
        taken = None
        if theirs is not None:
            taken = take(wiring.casebook, arrival, theirs, wiring.clock)
        _tell(arrival, taken, as_json=options["as_json"])
    if taken is None:
        sys.exit(_UNDECIDED)


def _tell(arrival: Arrival, taken: Taken | None, *, as_json: bool) -> None:
    if as_json:
        print_json(_document(arrival, taken))
        return
    for note in arrival.notes:
        click.echo(note)
    if taken is None:
        click.echo(Handover.ASIDE)
        return
    for line in automatic_lines(arrival) if taken.kind is Kind.MERGE else ():
        click.echo(line)
    for line in taken_lines(taken):
        click.echo(line)


def _document(arrival: Arrival, taken: Taken | None) -> dict[str, object]:
    undecided = Handover.UNDECIDED.format(count=len(arrival.differences))
    return {
        "case": taken.name if taken else arrival.name,
        "uid": (arrival.info or arrival.opened.parcel.label).uid,
        "kind": arrival.kind.value,
        "taken": taken is not None,
        "entries": len(arrival.fresh),
        "automatic": [difference_document(arrival, d) for d in arrival.automatic],
        "differences": [difference_document(arrival, d) for d in arrival.differences],
        "took_theirs": taken.theirs if taken else 0,
        "kept_mine": taken.kept if taken else 0,
        "evidence_files": taken.files if taken else 0,
        "evidence_lacking": taken.lacking if taken else 0,
        "notes": [*arrival.notes, *([] if taken else [undecided])],
    }


# --- choosing -------------------------------------------------------------


def _chosen(arrival: Arrival, choice: str, *, as_json: bool) -> set[str] | None:
    """Return the keys that are settled their way; None if nobody chose."""
    keys = {difference.key for difference in arrival.differences}
    if not keys or choice != "ask":
        return keys if choice == "theirs" else set()
    return None if as_json else _asked(arrival)


def _asked(arrival: Arrival) -> set[str] | None:
    console, count = Console(), len(arrival.differences)
    console.write(Handover.DIFFERENT.format(count=count))
    theirs: set[str] = set()
    for number, difference in enumerate(arrival.differences, start=1):
        console.write()
        for line in both_sides(arrival.programme, difference, number, count):
            console.write(line)
        rest = {d.key for d in arrival.differences[number - 1 :]}
        match _answer(console):
            case None:
                return None
            case "11":
                return theirs
            case "22":
                return theirs | rest
            case "2":
                theirs.add(difference.key)
    return theirs


def _answer(console: Console) -> str | None:
    asked = Handover.WHICH
    while (line := console.read(asked)) is not None:
        word = line.strip().translate(_DIGITS)
        if word in {"1", "2", "11", "22"}:
            return word
        asked = Handover.WHICH_AGAIN
    return None


_DIGITS = {ord("１"): "1", ord("２"): "2"}

# --- passphrases ----------------------------------------------------------


def _new_passphrase(file: str | None) -> str:
    if file is not None:
        passphrase = _read_passphrase(file)
    elif sys.stdin is not None and sys.stdin.isatty():
        passphrase = _asked_twice()
    else:
        raise HandoverError("no passphrase", Handover.LACKS_WORD)
    if is_weak(passphrase):
        click.echo(Handover.WEAK, err=True)
    return passphrase


def _asked_twice() -> str:
    while True:
        first = _hidden(Handover.ASK_NEW)
        if not first:
            click.echo(Handover.ASKED_EMPTY, err=True)
        elif _hidden(Handover.ASK_AGAIN) == first:
            return first
        else:
            click.echo(Handover.ASKED_DIFFER, err=True)


def _passphrase_of(path: Path, file: str | None) -> str | None:
    if not needs_passphrase(path):
        if file is not None:
            click.echo(Handover.NEEDLESS, err=True)
        return None
    if file is not None:
        return _read_passphrase(file)
    if sys.stdin is not None and sys.stdin.isatty():
        return _hidden(Handover.ASK)
    raise HandoverError("no passphrase", Handover.LACKS_WORD_IN)


def _hidden(prompt: str) -> str:
    """Ask without showing what is typed."""
    try:
        return getpass.getpass(prompt, sys.stderr)
    except EOFError:
        raise click.Abort from None
    except UnicodeDecodeError:
        return ""


def _read_passphrase(file: str) -> str:
    try:
        with Path(file).open("rb") as opened:
            line = opened.readline(_LONGEST_PASSPHRASE)
        text = line.decode("utf-8-sig").rstrip("\r\n")
    except OSError as error:
        raise _no_passphrase_file(file, cause_of(error)) from None
    except ValueError:
        text = ""
    if not text:
        raise _no_passphrase_file(file, Handover.WORD_TEXT)
    return text


def _no_passphrase_file(file: str, what: str) -> HandoverError:
    told = Handover.WORD_FILE.format(path=file, what=what)
    return HandoverError("no passphrase in the file", told)
