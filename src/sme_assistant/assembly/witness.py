"""What a package says, kept beside it, so that it can be checked without the case.

One line of JSON each: the documents with their paragraphs and rows as they were written
and where in them each figure stands, and the rows of the Excel copies. Nothing is in it
that is not in the package. ``verifying`` reads it.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Self

from sme_assistant.assembly.content import Content
from sme_assistant.assembly.dossier import Dossier
from sme_assistant.assembly.expecting import Line, Said, SaidBlock, SaidCell, SaidRow
from sme_assistant.assembly.figures import clean, unit
from sme_assistant.assembly.plan import PlannedDocument
from sme_assistant.dialogue import expressions as ex
from sme_assistant.dialogue.expressions import Unknown
from sme_assistant.dialogue.programme import RosterDefinition
from sme_assistant.values import Kind, Value, show

FIGURES = "figures.jsonl.gz"
FORMAT = 1

Spot = tuple[int, int, int, str]
"""Where a mark's text stands: cell, from, to; and the mark."""


class Witness:
    """Writes down what a package says, while it is made.

    Args:
        path: The file.
        dossier: The case.
        content: What the marks print; single documents may differ in the draft mark.
    """

    def __init__(self, path: Path, dossier: Dossier, content: Content) -> None:
        self.dossier = dossier
        self.content = content
        self._raw = path.open("wb")
        # Neither a name nor a time in it: same case, same bytes.
        self._file = gzip.GzipFile("", "wb", 1, self._raw, mtime=0)

    def __enter__(self) -> Self:
        """Begin with what the marks are called."""
        self._line(
            {
                "format": FORMAT,
                "labels": dict(self._labels()),
                "units": dict(self._units()),
                "totals": [list(pair) for pair in self._totals()],
            }
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._file.close()
        self._raw.close()

    def _line(self, told: dict[str, object]) -> None:
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        self._file.write(f"{text}\n".encode())

    # --- what the marks are -----------------------------------------------

    def _labels(self) -> Iterator[tuple[str, str]]:
        programme = self.dossier.programme
        for name, fact in programme.facts.items():
            yield name, fact.model.label
        for name, parameter in programme.parameters.items():
            yield name, parameter.model.label

    def _units(self) -> Iterator[tuple[str, str]]:
        programme = self.dossier.programme
        for name, fact in programme.facts.items():
            if fact.spec.kind.is_number and unit(fact.spec):
                yield name, unit(fact.spec)

    def _totals(self) -> Iterator[tuple[str, str]]:
        """Yield the facts that say how many rows a list has, where they are right."""
        evaluation = self.dossier.evaluation
        for check in evaluation.programme.checks.values():
            match check.test:
                case ex.Comparison(
                    ex.Rows() as rows, "==", ex.FactName() as fact
                ) | ex.Comparison(ex.FactName() as fact, "==", ex.Rows() as rows):
                    whole = rows.condition is None
                    if whole and check.test.evaluate(evaluation) is True:
                        yield fact.name, rows.roster

    # --- documents --------------------------------------------------------

    def document(
        self,
        planned: PlannedDocument,
        blocks: Iterable[SaidBlock],
        margins: Iterable[Said],
    ) -> None:
        """Write down one Word file and its Excel copy."""
        self._line(
            {
                "document": planned.path,
                "title": planned.document.model.title,
                "margins": [said.text for said in margins],
            }
        )
        for block in blocks:
            if isinstance(block, Said):
                text, spots = self._cells([(block,)])
                self._line({"p": text[0], **_some(spots)})
            else:
                self._line({"t": 1})
                self._rows(block.rows)
        for name in planned.rosters if planned.workbook else ():
            self._roster(name, planned.workbook)

    def _rows(self, rows: Iterable[SaidRow]) -> None:
        """Write rows down; those of a list are mostly marks that stand alone."""
        pattern, told, simple = None, list[tuple[int, str]](), False
        for row in rows:
            if row.pattern is not pattern:
                pattern = row.pattern
                alone = [_alone(cell) for cell in pattern.cells]
                simple = bool(pattern.lists) and None not in alone
                told = [(n, p) for n, p in enumerate(alone) if p and self._is_told(p)]
            if simple:
                texts = ["\n".join(cell) for cell in row.texts]
                spots = [(n, 0, len(texts[n]), path) for n, path in told]
            else:
                texts, spots = self._cells(row.cells)
            self._line({"r": texts, **_some(spots)})

    def _cells(self, cells: Iterable[SaidCell]) -> tuple[list[str], list[Spot]]:
        texts: list[str] = []
        spots: list[Spot] = []
        for index, cell in enumerate(cells):
            text = ""
            for number, said in enumerate(cell):
                text += "\n" if number else ""
                for path, words in said.parts:
                    if path and self._is_told(path):
                        spots.append((index, len(text), len(text) + len(words), path))
                    text += words
            texts.append(text)
        return texts, spots

    def _is_told(self, path: str) -> bool:
        """Whether a mark is one to be compared between documents."""
        name, _, attribute = path.partition(".")
        programme = self.dossier.programme
        if name in programme.facts:
            long = programme.facts[name].spec.kind is Kind.LONG_TEXT
            return not long and attribute in {"", "number"}
        return name in programme.rosters

    # --- Excel copies -----------------------------------------------------

    def _roster(self, name: str, workbook: str) -> None:
        roster = self.dossier.programme.rosters[name]
        options = {
            f"{column}.{option.id}": option.label
            for column, spec in roster.columns.items()
            for option in spec.options
        }
        self._line(
            {
                "workbook": workbook,
                "roster": name,
                "title": roster.model.title,
                "columns": list(roster.columns),
                "labels": [c.label for c in roster.model.columns.values()],
                "options": options,
            }
        )
        rows = self.dossier.evaluation.rows(name)
        for row in () if isinstance(rows, Unknown) else rows:
            self._line({"x": [_excel(roster, c, row.get(c)) for c in roster.columns]})


def _alone(cell: Sequence[Line]) -> str | None:
    """Return the only mark of a cell; empty for none; None if there is more in it."""
    said = [path for line in cell for path, words in line.parts if path or words]
    marks = [path for path in said if path]
    if not marks:
        return ""
    return marks[0] if len(said) == 1 and len(cell) == 1 else None


def _some(spots: list[Spot]) -> dict[str, object]:
    return {"m": [list(spot) for spot in spots]} if spots else {}


def _excel(roster: RosterDefinition, column: str, value: Value | None) -> str:
    """Write a cell as reading it back will show it."""
    spec = roster.columns[column]
    if value is None:
        return ""
    if spec.kind.is_number and isinstance(value, int | Decimal):
        return number_text(value)
    return clean(show(spec, value))


def number_text(value: float | Decimal) -> str:
    """Write a number of an Excel cell the same however its kind is called."""
    text = f"{Decimal(str(value)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
