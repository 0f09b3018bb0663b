"""Commands over the casebook: go on with a case, list the cases, remove one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sme_assistant.assistant.programmes import DEFAULT
from sme_assistant.errors import CaseDeletedError, CaseNotFoundError, InputError
from sme_assistant.faces.conversing import converse
from sme_assistant.faces.options import (
    ChineseCommand,
    helpdesk_option,
    plain_option,
    staff_option,
)
from sme_assistant.faces.settings import KEEP_DAYS, as_days
from sme_assistant.faces.wiring import Wiring, json_option, pass_wiring, print_json
from sme_assistant.phrases import Cli, Purge

if TYPE_CHECKING:
    from sme_assistant.engine.case import CaseInfo

_MOST_FOUND = 50


@click.command(cls=ChineseCommand)
@click.argument("name", metavar="记录")
@plain_option
@helpdesk_option
@staff_option
@pass_wiring
def open_case(
    wiring: Wiring, name: str, plain: bool, helpdesk: bool, staff: str
) -> None:
    """继续填写一份申报记录；没有这个名字的，就新建一份。"""
    try:
        case = wiring.casebook.info(name)
    except CaseNotFoundError:
        case = wiring.casebook.create(name, DEFAULT, wiring.clock())
    if case.deleted:
        raise CaseDeletedError(case.name)
    converse(wiring, case.name, plain=plain, helpdesk=helpdesk, staff=staff)


@click.command(cls=ChineseCommand)
@click.option(
    "--stale",
    "untouched",
    is_flag=False,
    flag_value="",
    metavar="天数",
    help=Purge.STALE_OPTION.format(days=KEEP_DAYS),
)
@click.option("--find", "text", metavar="文字", help=Cli.FIND_OPTION)
@json_option
@pass_wiring
def list_cases(
    wiring: Wiring, text: str | None, untouched: str | None, as_json: bool
) -> None:
    """列出申报记录：名字、进度、目前的结论；--find 按申报单位、区县、电话查找。"""
    if untouched is not None:
        _list_stale(wiring, untouched)
        return
    sought = (text or "").strip()
    if sought:
        cases = wiring.casebook.find(sought, most=_MOST_FOUND + 1)
    else:
        cases = tuple(case for case in wiring.casebook.cases() if not case.deleted)
    shown = cases[:_MOST_FOUND] if sought else cases
    if as_json:
        listed = [_as_data(case) for case in shown]
        print_json({"find": sought, "cases": listed, "more": len(cases) > len(shown)})
        return
    from sme_assistant.faces.home import case_line  # noqa: PLC0415

    for number, case in enumerate(shown, start=1):
        click.echo(case_line(wiring.casebook, case, number, wiring.clock))
    if len(cases) > len(shown):
        click.echo(Cli.FIND_MORE.format(count=len(shown)))
    if not cases:
        click.echo(Cli.FIND_NONE.format(text=sought) if sought else Cli.NO_CASES)


def _as_data(case: CaseInfo) -> dict[str, object]:
    return {
        "name": case.name,
        "programme": case.programme,
        "created_at": case.created_at.isoformat(),
        "touched_at": case.touched_at.isoformat(),
        "entries": case.entries,
        "archived": case.archived,
    }


def _list_stale(wiring: Wiring, text: str) -> None:
    """List the cases nobody wrote in for so many days; remove none."""
    from sme_assistant.assistant.removing import days_untouched, stale  # noqa: PLC0415

    days = _days(text) if text.strip() else wiring.settings.keep_days or KEEP_DAYS
    cases = stale(wiring.casebook, days, wiring.clock)
    if not cases:
        click.echo(Purge.STALE_NONE.format(days=days))
        return
    click.echo(Purge.STALE_HEAD.format(days=days, count=len(cases)))
    for case in cases:
        aside = Purge.STALE_ARCHIVED if case.archived else ""
        where = Purge.STALE_DELETED if case.deleted else aside
        count = days_untouched(case, wiring.clock)
        click.echo(Purge.STALE_LINE.format(name=case.name, count=count, where=where))
    click.echo(Purge.STALE_HOW)


def _days(text: str) -> int:
    days = as_days(text)
    if days is None:
        raise InputError("not a number of days", Purge.NO_DAYS.format(text=text))
    return days


@click.command(cls=ChineseCommand)
@click.argument("name", metavar="记录")
@pass_wiring
def restore(wiring: Wiring, name: str) -> None:
    """从回收站取回一份申报记录。"""
    case = wiring.casebook.info(name)
    wiring.casebook.restore(case.name)
    told = Cli.RESTORED if case.deleted else Cli.NOT_IN_TRASH
    click.echo(told.format(name=case.name))


@click.command(cls=ChineseCommand)
@click.argument("name", metavar="记录")
@click.option("--yes", is_flag=True, help="不再询问")
@click.option("--keep-packages", is_flag=True, help=Purge.KEEP_OPTION)
@pass_wiring
def purge(wiring: Wiring, name: str, yes: bool, keep_packages: bool) -> None:
    """永久删除一份申报记录和它的全部答案，连同生成过的材料包里的复印件。"""
    from sme_assistant.assistant.removing import (  # noqa: PLC0415
        asked_before,
        made_of,
        removed,
        told_after,
    )

    case = wiring.casebook.info(name)
    if not yes:
        from sme_assistant.faces.console import Console  # noqa: PLC0415

        made = made_of(wiring.casebook, case.name)
        with_packages = not keep_packages
        lines = asked_before(case.name, made, with_packages=with_packages)
        click.echo("\n".join(lines))
        answer = Console().read(Purge.ASK)
        if (answer or "").strip() != Purge.WORD:
            click.echo(Purge.NOT)
            return
    removal = removed(wiring.casebook, case.name, with_packages=not keep_packages)
    click.echo("\n".join(told_after(removal)))
