"""Read what was written, from the disk, and compare it with the engine.

Two proofs for each Word file. Every paragraph and every cell must say what the
template's plain text says it must (``expecting``). And every figure is cut out of the
file at its mark, read as a value and compared with the engine's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from itertools import zip_longest
from pathlib import Path

from sme_assistant.assembly.charts import HEAD as CHARTS
from sme_assistant.assembly.dossier import Dossier
from sme_assistant.assembly.expecting import (
    Expectation,
    Said,
    SaidBlock,
    SaidCell,
    SaidRow,
    SaidTable,
)
from sme_assistant.assembly.figures import CUT, clean, unit
from sme_assistant.assembly.listings import Tick, silent, ticking
from sme_assistant.assembly.marks import TOKEN, mark_path
from sme_assistant.assembly.structure import (
    Cell,
    NotWordError,
    PassingBlock,
    PassingTable,
    Row,
    read,
    reading,
)
from sme_assistant.assembly.words import Word
from sme_assistant.dialogue.expressions import UNKNOWN, Result
from sme_assistant.errors import AssemblyError
from sme_assistant.messages import Message
from sme_assistant.values import Kind, Spec

ABOUT = Word.ABOUT.format(value="")
_FIGURE = re.compile(rf"(?:{ABOUT})?-?\d+(?:\.\d+)?")
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_LEAK_BATCH = 1 << 16
_SHORTEST_LEAK = 4
"""A parked text shorter than this may well stand in a document for other reasons."""


def differs(document: str, figure: str) -> AssemblyError:
    """Word the error for a document that does not say what it should."""
    return AssemblyError(
        f"{document} does not read back: {figure}",
        Message.READ_BACK_DIFFERS.format(document=document, figure=figure),
    )


class Reader:
    """Reads the documents of one package back.

    Args:
        dossier: The case.
        expectation: What the documents must say.
        draft: Whether they bear the draft mark.
        tick: Called now and then in the midst of a long one.
        draft: Whether they must bear the draft mark.
    """

    def __init__(
        self,
        dossier: Dossier,
        expectation: Expectation,
        tick: Tick = silent,
        *,
        draft: bool,
    ) -> None:
        self.dossier = dossier
        self.draft = draft
        self.expectation = expectation
        self.tick = tick
        self.leaks = tuple(_parked_texts(dossier))
        self._shapes: dict[str, str] = {}

    def check(self, written: Path, template: Path, for_each: str | None) -> None:
        """Compare one Word file with what it must say.

        Raises:
            AssemblyError: It says something else; the error names file and figure.
        """
        name, pattern = written.name, read(template)
        wanted = self.expectation.blocks(pattern, for_each)
        leaks = _Leaks(name, self.leaks)
        try:
            with written.open("rb") as source, reading(source) as found:
                blocks = ticking(found.blocks, self.tick)
                for said, block in zip_longest(wanted, blocks):
                    self._block(name, said, block, leaks)
        except NotWordError as error:
            raise differs(name, str(error)) from error
        leaks.end()
        margins = tuple(self.expectation.margins(pattern))
        self._cell(name, margins, found.margins)
        self._draft(name, found.margins)

    def _block(
        self,
        name: str,
        wanted: SaidBlock | None,
        block: PassingBlock | None,
        leaks: _Leaks,
    ) -> None:
        if isinstance(wanted, Said) and isinstance(block, str):
            self._paragraph(name, wanted, block)
            leaks.heard(block)
        elif isinstance(wanted, SaidTable) and isinstance(block, PassingTable):
            for said, row in zip_longest(wanted.rows, ticking(block.rows, self.tick)):
                self._row(name, said, row)
                leaks.heard(*(text for cell in row or () for text in cell))
        else:
            raise differs(name, _figures([wanted] if isinstance(wanted, Said) else []))

    def _row(self, name: str, wanted: SaidRow | None, row: Row | None) -> None:
        if wanted is None or row is None:
            cells = wanted.cells if wanted else ()
            raise differs(name, _figures([said for cell in cells for said in cell]))
        if wanted.texts == row and not any(map(self._shape, wanted.pattern.paths)):
            return  # a list's row, many thousand times
        if len(wanted.cells) != len(row):
            raise differs(name, _figures([said for c in wanted.cells for said in c]))
        for said, cell in zip(wanted.cells, row, strict=True):
            self._cell(name, said, cell)

    def _cell(self, name: str, wanted: SaidCell, cell: Cell) -> None:
        if len(wanted) != len(cell):
            raise differs(name, _figures(wanted))
        for said, text in zip(wanted, cell, strict=True):
            self._paragraph(name, said, text)

    def _paragraph(self, name: str, said: Said, text: str) -> None:
        if said.text != text:
            raise differs(name, _figures([said]))
        for path, printed in self._cut_out(name, said):
            if not self._agrees(path, printed):
                raise differs(name, path)
        for path, _ in said.parts:
            if path in self.expectation.content.charts:
                self._chart(name, path)

    def _chart(self, name: str, path: str) -> None:
        """Compare the figures of a chart, each by itself, with the engine's own."""
        evaluation, programme = self.dossier.evaluation, self.dossier.programme
        bars = {
            b.label: b.facts
            for b in programme.charts[path[len(CHARTS) + 1 :]].model.bars
        }
        for label, figures in self.expectation.content.charts[path].groups:
            for fact, figure in zip(bars[label], figures, strict=True):
                spec = programme.facts[fact].spec
                if not reads_as(spec, figure, evaluation.fact(fact)):
                    raise differs(name, fact)

    def _cut_out(self, name: str, said: Said) -> Iterator[tuple[str, str]]:
        """Yield each figure's path with what stands at its mark."""
        shapes = [self._shape(path) if path else "" for path, _ in said.parts]
        if not any(shapes):
            return
        pattern = (
            shape or re.escape(words)
            for shape, (_, words) in zip(shapes, said.parts, strict=True)
        )
        found = re.fullmatch("".join(pattern), said.text, re.DOTALL)
        if found is None:
            raise differs(name, _figures([said]))
        paths = (p for s, (p, _) in zip(shapes, said.parts, strict=True) if s)
        yield from zip(paths, found.groups(), strict=True)

    def _shape(self, path: str) -> str:
        """Return the shape of a figure that is known; none for any other text."""
        if path not in self._shapes:
            self._shapes[path] = self._shape_of(path)
        return self._shapes[path]

    def _shape_of(self, path: str) -> str:
        name, _, attribute = path.partition(".")
        evaluation = self.dossier.evaluation
        spec = self._spec(name)
        known = name not in evaluation.programme.facts or (
            evaluation.fact(name) is not UNKNOWN
        )
        if spec is None or not known:
            return ""
        if spec.kind.is_number:
            ending = "" if attribute == "number" else re.escape(unit(spec))
            return f"({_FIGURE.pattern}){ending}"
        return f"({_DAY.pattern.replace('(', '(?:')})" if spec.kind is Kind.DATE else ""

    def _spec(self, name: str) -> Spec | None:
        programme = self.dossier.programme
        found = programme.facts.get(name) or programme.parameters.get(name)
        return found.spec if found else None

    def _agrees(self, path: str, printed: str) -> bool:
        """Whether what a mark printed reads as the engine's own value."""
        name = path.partition(".")[0]
        evaluation, programme = self.dossier.evaluation, self.dossier.programme
        known = name in programme.facts
        value = evaluation.fact(name) if known else evaluation.parameter(name)
        spec = self._spec(name)
        return spec is not None and reads_as(spec, printed, value)

    def _draft(self, name: str, margins: Sequence[str]) -> None:
        marked = any(Word.DRAFT_MARK in text for text in margins)
        if marked is not self.draft:
            raise differs(name, Word.DRAFT)


class _Leaks:
    """Looks for texts that must not be there, while a document goes by."""

    def __init__(self, document: str, forbidden: Sequence[tuple[str, str]]) -> None:
        self.document = document
        self.forbidden = forbidden
        self.longest = max((len(text) for _, text in forbidden), default=0)
        self.heard_of: list[str] = []
        self.size = 0

    def heard(self, *texts: str) -> None:
        """Take the next paragraphs."""
        if not self.forbidden:
            return
        self.heard_of += texts
        self.size += sum(map(len, texts))
        if self.size > _LEAK_BATCH + self.longest:
            self.end()

    def end(self) -> None:
        """Look through what was heard; keep what may be the beginning of more.

        Raises:
            AssemblyError: One of the texts is there.
        """
        said = "\n".join(self.heard_of)
        for fact, text in self.forbidden:
            if text in said:
                raise differs(self.document, fact)
        kept = said[-self.longest :]
        self.heard_of, self.size = [kept], len(kept)


def reads_as(spec: Spec, printed: str, value: Result) -> bool:
    """Whether a printed figure reads as a value: numbers as numbers, days as days."""
    if spec.kind is Kind.DATE:
        day = _DAY.fullmatch(printed)
        return day is not None and date(*map(int, day.groups())) == value
    return _same_number(printed.removeprefix(ABOUT), value)


def _same_number(figure: str, value: Result) -> bool:
    try:
        exact = Fraction(Decimal(figure))
        wanted = Fraction(value)  # type: ignore[arg-type]
    except (InvalidOperation, ValueError, TypeError):
        return False
    endless = isinstance(value, Fraction)
    return exact == wanted or (endless and 0 <= wanted - exact < Fraction(CUT))


def _figures(said: Sequence[Said]) -> str:
    """Name the marks of what should have been there; else its first words."""
    paths = [p for s in said for t in TOKEN.findall(s.source) if (p := mark_path(t))]
    words = next((s.source for s in said if s.source), "")
    return "、".join(dict.fromkeys(paths)) or words[:20]


def _parked_texts(dossier: Dossier) -> Iterator[tuple[str, str]]:
    live = {str(dossier.evaluation.fact(name)) for name in dossier.programme.facts}
    for name in dossier.parked:
        answer = dossier.state.answers.get(name)
        if answer and isinstance(answer.value, str) and answer.value not in live:
            free = dossier.programme.facts[name].spec.kind
            text = clean(answer.value)
            if free in {Kind.TEXT, Kind.LONG_TEXT} and len(text) >= _SHORTEST_LEAK:
                yield name, text
