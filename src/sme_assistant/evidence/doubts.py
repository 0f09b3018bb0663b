"""What is worth another look about files that can be handed in all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sme_assistant.dialogue.programme import EvidenceDefinition
from sme_assistant.engine.attachments import Attachment
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.phrases import Proof

COARSE = 150
"""Dots an inch; below it a seal's letters run together."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def doubts(
    evaluation: Evaluation, item: EvidenceDefinition, file: Attachment
) -> tuple[str, ...]:
    """Say what is doubtful about a file, as far as it can be known."""
    return tuple(_doubts(evaluation, item, file))


def _doubts(
    evaluation: Evaluation, item: EvidenceDefinition, file: Attachment
) -> Iterator[str]:
    name, title = Path(file.path).name, item.model.title
    yield from unclear(file)
    day = _fact(evaluation, item.model.valid_on)
    until = _day(file.valid_until)
    if isinstance(day, date) and until is not None and until < day:
        yield Proof.ENDED.format(name=name, title=title, until=until, day=day)
    year = _fact(evaluation, item.model.covers)
    years = years_in(file.period)
    if isinstance(year, int) and years and not years[0] <= year <= years[-1]:
        yield Proof.WRONG_YEAR.format(
            name=name, title=title, period=file.period, year=year
        )


def unclear(file: Attachment) -> Iterator[str]:
    """Say what of a scan may not be readable."""
    name = Path(file.path).name
    if 0 < file.dpi < COARSE:
        yield Proof.COARSE.format(name=name, dpi=file.dpi, least=COARSE)
    if file.blank:
        pages = file.blank.replace(",", "、")
        word = Proof.BLANK_PAGES if file.pages > 1 else Proof.BLANK
        yield word.format(name=name, pages=pages)


def years_in(period: str) -> list[int]:
    """Return the years a period names, the earliest first."""
    return sorted(map(int, _YEAR.findall(period)))


def _fact(evaluation: Evaluation, name: str | None) -> object:
    return evaluation.fact(name) if name else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
