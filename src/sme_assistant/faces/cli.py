"""The command line: wires clock, casebook and faces together.

Exit codes: 0 done; 1 the command ran and the answer is no; 2 wrong input or usage.
With ``--json`` standard output is one JSON document and nothing else.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import NoReturn

import click

from sme_assistant import __version__
from sme_assistant.assistant import boards, presenter
from sme_assistant.assistant.answers_file import AnswersFileError, Problem
from sme_assistant.assistant.commands import Command
from sme_assistant.assistant.judging import judgement
from sme_assistant.assistant.packaging import assemble_case
from sme_assistant.assistant.ports import Casebook
from sme_assistant.assistant.presenter import Say
from sme_assistant.assistant.programmes import (
    DEFAULT,
    load_folder,
    shipped_programme,
)
from sme_assistant.assistant.sources import read_source
from sme_assistant.casebook import SqliteCasebook, casebook_path
from sme_assistant.casebook.places import VARIABLE
from sme_assistant.errors import (
    CaseNotFoundError,
    DialogueError,
    Fault,
    SmeAssistantError,
)
from sme_assistant.faces.console import Console, prepare_streams
from sme_assistant.faces.home import Home, case_line
from sme_assistant.faces.options import ChineseGroup, usage_message
from sme_assistant.faces.settings import Settings, load, settings_path
from sme_assistant.faces.terminal import Why, why_plain
from sme_assistant.phrases import Cli, Start, Talk
from sme_assistant.resources import shipped

_WRONG_INPUT = 2
_INTERRUPTED = 130


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Wiring:
    """What the commands share.

    Attributes:
        casebook_option: The ``--casebook`` that was given, if any.
        clock: The time, in UTC.
    """

    casebook_option: str | None
    clock: Callable[[], datetime] = _now

    @cached_property
    def casebook(self) -> Casebook:
        """The casebook, opened when first asked for."""
        return SqliteCasebook(self.path, self.clock)

    @cached_property
    def path(self) -> Path:
        """The file of the casebook: an option comes first, then a setting."""
        chosen = self.casebook_option or os.environ.get(VARIABLE)
        return casebook_path(chosen or self.settings.casebook or None, os.environ)

    @cached_property
    def settings(self) -> Settings:
        """What the person prefers; what is wrong with it is told on standard error."""
        commands = {command.value for command in Command}
        settings, complaints = load(settings_path(os.environ), commands)
        for complaint in complaints:
            click.echo(complaint, err=True)
        return settings

    @cached_property
    def home(self) -> Home:
        """The plain conversation over this casebook."""
        return Home(self.casebook, Console(), self.clock, Path.cwd())


_pass_wiring = click.make_pass_decorator(Wiring)
_json_option = click.option("--json", "as_json", is_flag=True, help="输出 JSON")


@click.group(
    cls=ChineseGroup,
    invoke_without_command=True,
    help="中小企业公共服务示范平台申报助手。不带命令就开始或继续填写。",
)
@click.option("--casebook", metavar="文件", help="申报记录放在哪里")
@click.option("--plain", is_flag=True, help="逐行对话，不用全屏界面")
@click.version_option(__version__, "--version", help=Cli.VERSION, message="%(version)s")
@click.pass_context
def cli(context: click.Context, casebook: str | None, plain: bool) -> None:
    """Start or go on with a case, unless a command follows."""
    context.obj = Wiring(casebook)
    if context.invoked_subcommand is None:
        _converse(context.obj, None, plain=plain)


@cli.command("open", short_help="继续填写一份申报记录")
@click.argument("name", metavar="记录")
@click.option("--plain", is_flag=True, help="逐行对话，不用全屏界面")
@_pass_wiring
def open_case(wiring: Wiring, name: str, plain: bool) -> None:
    """继续填写一份申报记录；没有这个名字的，就新建一份。"""
    try:
        case = wiring.casebook.info(name)
    except CaseNotFoundError:
        case = wiring.casebook.create(name, DEFAULT, wiring.clock())
    _converse(wiring, case.name, plain=plain)


@cli.command("cases", short_help="列出申报记录")
@_pass_wiring
def list_cases(wiring: Wiring) -> None:
    """列出申报记录：名字、进度、目前的结论。"""
    cases = [case for case in wiring.casebook.cases() if not case.deleted]
    for number, case in enumerate(cases, start=1):
        click.echo(case_line(wiring.casebook, case, number, wiring.clock))
    if not cases:
        click.echo(Cli.NO_CASES)


@cli.command("purge", short_help="永久删除一份申报记录")
@click.argument("name", metavar="记录")
@click.option("--yes", is_flag=True, help="不再询问")
@_pass_wiring
def purge(wiring: Wiring, name: str, yes: bool) -> None:
    """永久删除一份申报记录和它的全部答案。"""
    case = wiring.casebook.info(name)
    if not yes:
        answer = wiring.home.console.read(Cli.PURGE_ASK.format(name=case.name))
        if (answer or "").strip() != "删除":
            click.echo(Cli.PURGE_NOT)
            return
    copies = wiring.casebook.purge(case.name)
    click.echo(Cli.PURGED.format(name=case.name))
    if copies:
        click.echo(Cli.PURGE_COPIES.format(paths="\n".join(copies)))


@cli.command("check", short_help="核对是否符合认定条件")
@click.argument("source", metavar="来源")
@_json_option
@_pass_wiring
def check(wiring: Wiring, source: str, as_json: bool) -> None:
    """核对是否符合认定条件。来源是一份申报记录的名字，或者答案文件（.yaml）。"""
    given = read_source(source, lambda: wiring.casebook, wiring.clock)
    files = given.file_counts
    if as_json:
        _print_json(judgement(given.standing, files=files, remarks=given.remarks))
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


@cli.command("assemble", short_help="生成申报材料包")
@click.argument("source", metavar="来源")
@click.option("--out", required=True, metavar="文件夹", help="材料包放在哪个文件夹里")
@_json_option
@_pass_wiring
def assemble(wiring: Wiring, source: str, out: str, as_json: bool) -> None:
    """生成申报材料包。来源是一份申报记录的名字，或者答案文件（.yaml）。"""
    given = read_source(source, lambda: wiring.casebook, wiring.clock)
    package = assemble_case(given.standing, Path(out), wiring.clock(), given.evidence)
    if as_json:
        files = [
            {"path": f.path, "material": f.material, "document": f.document}
            for f in package.files
        ]
        folder, archive = str(package.folder), str(package.archive)
        _print_json(
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


@cli.command("lint", short_help="检查对话文件和模板")
@click.argument("folder", metavar="[文件夹]", required=False)
@_json_option
def lint(folder: str | None, as_json: bool) -> None:
    """检查对话文件和模板；不写文件夹就检查随程序带的那一套。"""
    from sme_assistant.assistant.checking import lint_folder  # noqa: PLC0415

    place = Path(folder) if folder else shipped("dialogues") / DEFAULT
    try:
        programme, faults = lint_folder(place)
    except DialogueError as error:
        programme, faults = None, error.faults
    if as_json:
        _print_json({"faults": [_fault_json(fault) for fault in faults]})
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


@cli.command("trace", short_help="条文、问题、事实、判断、材料、文件的对照")
@_json_option
def trace(as_json: bool) -> None:
    """列出条文、问题、事实、判断、材料和文件位置的对照。"""
    from sme_assistant.assistant.checking import traced  # noqa: PLC0415

    matrix = traced(shipped_programme())
    if as_json:
        _print_json(matrix.as_data())
    else:
        click.echo(matrix.as_text())


@cli.command("graph", short_help="问题树的 Mermaid 图")
@click.argument("folder", metavar="[文件夹]", required=False)
def graph(folder: str | None) -> None:
    """把问题树画成 Mermaid 图，条件写在线上。"""
    from sme_assistant.dialogue.tracing import graph as drawn  # noqa: PLC0415

    programme = load_folder(Path(folder)) if folder else shipped_programme()
    click.echo(drawn(programme))


# --- the conversation -------------------------------------------------------


def _converse(wiring: Wiring, case: str | None, *, plain: bool) -> None:
    """Hold the conversation: on the full screen where there is one, else by lines."""
    size = shutil.get_terminal_size()
    streams = (sys.stdin, sys.stdout, sys.stderr)
    why = why_plain(streams, os.environ, size, asked=plain, is_windows=os.name == "nt")
    if why is None:
        # Some input methods lose characters under the Kitty protocol for keys; Textual
        # reads this as it is imported.
        os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
        from sme_assistant.faces.tui.app import run  # noqa: PLC0415

        try:
            going_on = run(wiring.casebook, wiring.clock, wiring.settings, case)
        except Exception:
            click.echo(Start.KEPT_IN.format(path=wiring.path), err=True)
            raise
        if going_on is None:
            return
        case = going_on or None
    elif why is Why.TOO_SMALL:
        click.echo(Start.TOO_SMALL.format(width=size[0], height=size[1]))
    if case is None:
        wiring.home.run()
    else:
        _say(presenter.greeting(shipped_programme()))
        wiring.home.open(case)


# --- shared -----------------------------------------------------------------


def _fault_json(fault: Fault) -> dict[str, object]:
    return {
        "path": fault.path,
        "line": fault.line,
        "column": fault.column,
        "code": fault.code,
        "text": fault.text,
    }


def _print_json(document: object) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def _say(says: Iterable[Say]) -> None:
    Console().say(*says)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; no traceback reaches a person."""
    prepare_streams()
    as_json = "--json" in (sys.argv[1:] if arguments is None else arguments)
    try:
        cli.main(arguments, prog_name="sme-assistant", standalone_mode=False)
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "sme-assistant"
        told = usage_message(error) + "\n" + Cli.SEE_HELP.format(command=command)
        _refuse([Problem("", "", told)], as_json=as_json)
    except AnswersFileError as error:
        problems = error.problems if as_json else [Problem("", "", error.user_message)]
        _refuse(problems, as_json=as_json)
    except SmeAssistantError as error:
        _refuse([Problem("", "", error.user_message)], as_json=as_json)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(_INTERRUPTED)
    except Exception as error:  # noqa: BLE001 (the outermost frame: no traceback for people)
        _give_up(error)


def _refuse(problems: Iterable[Problem], *, as_json: bool) -> NoReturn:
    """Tell what is wrong, all of it, and leave with the code for wrong input."""
    if as_json:
        _print_json({"errors": [asdict(problem) for problem in problems]})
    else:
        for problem in problems:
            click.echo(problem.message, err=True)
    sys.exit(_WRONG_INPUT)


def _give_up(error: Exception) -> NoReturn:
    """Leave after a fault of ours or of the machine."""
    if isinstance(error, BrokenPipeError):
        # Whoever read our output has gone; there is nobody left to tell. What Python
        # still holds back for them would fail once more as it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    else:
        with suppress(OSError):  # the terminal may be what is gone
            click.echo(Cli.CRASHED.format(where=_where(error)), err=True)
    sys.exit(1)


def _where(error: Exception) -> str:
    """Name the kind and place of an error, without any value: they may be personal."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} {Path(frame.filename).name}:{frame.lineno}"
