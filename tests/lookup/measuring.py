"""How often the right clause comes first: ``python -m tests.lookup.measuring``.

Name sets to measure (``dev held_out held_out_2 held_out_3 held_out_4``), or none for
all; with ``--misses`` each miss is shown.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from sme_assistant.assistant.asking import Desk, desk
from sme_assistant.marked import load_marked

FOLDER = Path(__file__).parent
NONE = "none"


@dataclass(frozen=True, slots=True)
class Case:
    """A question and the clauses that answer it, best first; none if none does."""

    question: str
    gold: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How a set went.

    Attributes:
        first: Answerable questions whose first clause is right.
        third: Those with a right clause among the first three.
        false: Unanswerable questions that were given a clause.
        misses: What went wrong, a line each.
    """

    answerable: int
    unanswerable: int
    first: int
    third: int
    false: int
    misses: tuple[str, ...]

    @property
    def rates(self) -> tuple[float, float, float]:
        """Accuracy at 1 and at 3, and the rate of false answers, in percent."""
        return (
            100 * self.first / self.answerable,
            100 * self.third / self.answerable,
            100 * self.false / self.unanswerable,
        )


def cases(name: str) -> Iterator[Case]:
    """Yield the questions of a set."""
    path = FOLDER / f"questions_{name}.yaml"
    marked, faults = load_marked(path.read_text(encoding="utf-8"), path.name)
    assert not faults, faults
    data = cast("dict[str, list[list[str]]]", marked.data)
    for question, *gold in data["questions"]:
        yield Case(str(question), tuple(str(clause) for clause in gold))


def measure(asked: Desk, questions: Sequence[Case]) -> Score:
    """Ask all questions."""
    first = third = false = unanswerable = 0
    misses = []
    for case in questions:
        clauses = asked.ask(case.question).clauses
        if case.gold[0] == NONE:
            unanswerable += 1
            false += bool(clauses)
            wrong = bool(clauses)
        else:
            first += clauses[:1] != () and clauses[0] in case.gold
            third += any(clause in case.gold for clause in clauses[:3])
            wrong = not clauses or clauses[0] not in case.gold
        if wrong:
            wanted, given = "、".join(case.gold), "、".join(clauses) or NONE
            misses.append(f"{case.question}　wanted {wanted}, got {given}")
    return Score(
        len(questions) - unanswerable, unanswerable, first, third, false, tuple(misses)
    )


def names() -> list[str]:
    """Name the sets there are."""
    found = sorted(FOLDER.glob("questions_*.yaml"))
    return [path.stem.removeprefix("questions_") for path in found]


def main(arguments: Sequence[str]) -> None:
    """Print a table, and the misses if asked to."""
    chosen = [name for name in arguments if not name.startswith("-")] or names()
    lines = [
        "| set | answerable | at 1 | at 3 | unanswerable | false answers |",
        "|---|---|---|---|---|---|",
    ]
    misses: list[str] = []
    for name in chosen:
        score = measure(desk(), list(cases(name)))
        at_one, at_three, false = score.rates
        lines.append(
            f"| {name} | {score.answerable} | {at_one:.1f}% | {at_three:.1f}% "
            f"| {score.unanswerable} | {false:.1f}% |"
        )
        misses += [f"{name}: {miss}" for miss in score.misses]
    if "--misses" in arguments:
        lines += ["", *misses]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
