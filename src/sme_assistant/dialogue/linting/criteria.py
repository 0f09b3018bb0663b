"""Criteria whose advice cannot work."""

from __future__ import annotations

from sme_assistant.dialogue import expressions as ex
from sme_assistant.dialogue.linting.report import Report
from sme_assistant.dialogue.programme import CriterionDefinition
from sme_assistant.values import Kind

_FIGURES = {Kind.COUNT, Kind.AMOUNT, Kind.PERCENT, Kind.AREA, Kind.DATE}


def check_advice(report: Report) -> None:
    """Find criteria that say nothing of what to do, or what cannot be done."""
    for node in report.programme.criteria.values():
        if node.mode != "test":
            continue
        if node.model.remedy is None:
            told = f"“{node.id}”没有写达不到怎么办（remedy）"
            report.fault(f"criterion:{node.id}", "no-remedy", told)
        if node.when is None and node.model.not_applicable:
            told = "没有 when 就不会不适用，这句永远用不上"
            report.fault(f"criterion:{node.id}.not_applicable", "idle-wording", told)
        _check_figures(report, node)


def _check_figures(report: Report, node: CriterionDefinition) -> None:
    programme = report.programme
    base = programme.base_facts(node.test)
    for key in ("adjust", "wait"):
        name = getattr(node.model, key)
        if name and name not in base:
            told = f"{key} 写的“{name}”不影响 test"
            report.fault(f"criterion:{node.id}.{key}", "idle-adjust", told)
    if "gap" in node.wordings["unmet"].slots:
        named = {node.model.adjust} if node.model.adjust else base
        figures = [n for n in named if n and programme.facts[n].spec.kind in _FIGURES]
        compares = any(isinstance(part, ex.Comparison) for part in ex.walk(node.test))
        if not figures or not compares:
            told = "这个条件不是数的比较，说不出 {gap}"
            report.fault(f"criterion:{node.id}.unmet", "gap-unknowable", told)
