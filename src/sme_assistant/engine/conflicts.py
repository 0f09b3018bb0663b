"""Cross-checks: where two things that were said do not fit together."""

from __future__ import annotations

from dataclasses import dataclass

from sme_assistant.dialogue.expressions import FactName, IsAnswered, walk
from sme_assistant.dialogue.programme import CheckDefinition
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.wording import fill


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cross-check that does not hold.

    Attributes:
        facts: The facts it compares, in the order the check names them.
        message: What people are told.
    """

    check: CheckDefinition
    facts: tuple[str, ...]
    message: str


def conflicts(evaluation: Evaluation) -> tuple[Conflict, ...]:
    """Return every cross-check that does not hold; unknown is no conflict."""
    return tuple(
        Conflict(check, _facts(check), fill(evaluation, check.message))
        for check in evaluation.programme.checks.values()
        if (check.when is None or check.when.evaluate(evaluation) is True)
        and check.test.evaluate(evaluation) is False
    )


def _facts(check: CheckDefinition) -> tuple[str, ...]:
    named = (n.name for n in walk(check.test) if isinstance(n, FactName | IsAnswered))
    return tuple(dict.fromkeys(named))
