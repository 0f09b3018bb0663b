"""The command that answers a question about the regulation."""

from __future__ import annotations

import click

from sme_assistant.assistant.asking import (
    answer_lines,
    desk,
    meaning,
    related_lines,
    why,
    why_data,
)
from sme_assistant.errors import QuestionError
from sme_assistant.faces.options import ChineseCommand
from sme_assistant.faces.wiring import Wiring, json_option, pass_wiring, print_json
from sme_assistant.phrases import Ask


@click.command(cls=ChineseCommand)
@click.argument("question", metavar="问题", nargs=-1)
@click.option("--case", metavar="记录", help=Ask.CASE_OPTION)
@click.option("--why", "with_why", is_flag=True, help=Ask.WHY_OPTION)
@json_option
@pass_wiring
def ask(
    wiring: Wiring,
    question: tuple[str, ...],
    case: str | None,
    with_why: bool,
    as_json: bool,
) -> None:
    """问条文：先直接回答，再引用原文；条文没有规定的，说明该问哪里。"""
    asked = " ".join(question)
    if not asked.strip():
        raise QuestionError(Ask.EMPTY)
    answer = desk().ask(asked)
    told = []
    if case is not None:
        from sme_assistant.assistant.cases import standing_of  # noqa: PLC0415

        told = meaning(answer, standing_of(wiring.casebook, case, wiring.clock))
    if as_json:
        more: dict[str, object] = {} if case is None else {"case": told}
        more |= {"why": why_data(answer)} if with_why else {}
        print_json({**answer.as_data(), **more})
        return
    lines = [line for _, line in answer_lines(answer)]
    if case is not None:
        lines.append(Ask.MEANING.format(case=case))
        lines += [f"　{line}" for line in told or [Ask.MEANING_NONE]]
    lines += [line for _, line in related_lines(answer)]
    lines += why(answer) if with_why else ()
    click.echo("\n".join(lines))
