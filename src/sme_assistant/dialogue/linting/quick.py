"""Quick answers: few questions, each of which can also be answered in passing."""

from __future__ import annotations

from sme_assistant.dialogue.linting.report import Report

_MOST_ASKED = 7
"""More than these take longer than a minute on the telephone."""


def check_quick(report: Report) -> None:
    """Find questions too many, and facts asked that are not heard when told."""
    quick = report.programme.quick
    if quick is None:
        return
    if len(quick.asks) > _MOST_ASKED:
        told = f"速查一问一答有 {len(quick.asks)} 个问题，最多 {_MOST_ASKED} 个"
        report.fault(f"spoken:{next(iter(quick.spoken))}", "many-questions", told)
    for name in quick.asks:
        if name not in quick.spoken:
            told = f"速查会问“{name}”，但没有写它怎么说（spoken）"
            report.fault(f"fact:{name}", "unspoken", told)
