"""Find what is legal in dialogue files but senseless; a fault only where it is proved.

``loading`` refuses what cannot be used. Here is what can be used and should not be:
questions never asked, clauses nobody tests, sentences nobody can follow. What cannot
be settled by trying it out is never called a fault.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from sme_assistant.dialogue.linting.bounds import check_bounds
from sme_assistant.dialogue.linting.clauses import check_clauses
from sme_assistant.dialogue.linting.criteria import check_advice
from sme_assistant.dialogue.linting.lookup import check_lookup
from sme_assistant.dialogue.linting.quick import check_quick
from sme_assistant.dialogue.linting.reach import check_reach
from sme_assistant.dialogue.linting.report import Report
from sme_assistant.dialogue.linting.sentences import check_sentences
from sme_assistant.dialogue.linting.spoken import check_spoken
from sme_assistant.dialogue.linting.usage import check_usage
from sme_assistant.dialogue.programme import Programme
from sme_assistant.errors import Fault

__all__ = ["lint"]


def lint(
    programme: Programme, document_facts: Mapping[str, Set[str]]
) -> tuple[Fault, ...]:
    """Look a loaded programme through.

    Args:
        programme: The programme.
        document_facts: Document id to the names its template uses. With a document
            missing, nothing is said of facts and rosters that nobody uses.

    Returns:
        Every fault, in the order of the files.
    """
    report = Report(programme)
    check_reach(report)
    check_usage(report, document_facts)
    check_clauses(report)
    check_advice(report)
    check_sentences(report)
    check_spoken(report)
    check_bounds(report)
    check_lookup(report)
    check_quick(report)
    return tuple(sorted(set(report.faults)))
