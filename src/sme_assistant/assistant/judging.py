"""The answer of ``check``: the whole judgement as one JSON document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from sme_assistant.assistant.answers_file import Remark
from sme_assistant.assistant.boards import fix_changes, judgements
from sme_assistant.assistant.conversation import Standing
from sme_assistant.dialogue.expressions import UNKNOWN
from sme_assistant.engine.advice import fixes
from sme_assistant.engine.conflicts import Conflict
from sme_assistant.engine.explaining import missing, sentence
from sme_assistant.engine.gaps import Shortfall, shortfalls, unit_of
from sme_assistant.engine.log import Entry
from sme_assistant.engine.verdicts import Verdict
from sme_assistant.engine.wording import roster_source, written_value
from sme_assistant.phrases import Phrase
from sme_assistant.values import Kind, Spec, Value, write

Json = dict[str, object]
_UNITS = {Kind.AMOUNT: "万元", Kind.PERCENT: "%", Kind.AREA: "平方米"}


def judgement(
    standing: Standing,
    *,
    files: Mapping[str, int] | None = None,
    remarks: Sequence[Remark] = (),
) -> Json:
    """Return what ``check --json`` prints.

    Args:
        standing: The case.
        files: Material to how many evidence files it has.
        remarks: What there is to say about values of an answers file.
    """
    meta = standing.programme.meta
    return {
        "programme": meta.id,
        "edition": meta.edition,
        "verdict": standing.outcome.value,
        "answers": answers(standing),
        "clauses": {c: clause(standing, v) for c, v in standing.reported.items()},
        "judgements": {c: {"explanation": t} for c, t in judgements(standing).items()},
        "conflicts": _conflicts(standing) + [_remark(remark) for remark in remarks],
        "materials": [
            {
                "item": status.material.item,
                "title": status.material.title,
                "status": status.state.value,
            }
            for status in standing.materials(files)
        ],
        "missing": list(missing(standing.evaluation, standing.verdicts)),
        "advice": [
            fix_changes(standing.programme, fix) for fix in fixes(standing.evaluation)
        ],
    }


def answers(standing: Standing) -> Json:
    """Return the live answers, each with its unit, what was typed and its source."""
    found: Json = {}
    for name, fact in standing.programme.facts.items():
        value = standing.evaluation.fact(name)
        if value is UNKNOWN or fact.computed is not None:
            continue
        given = standing.state.answers.get(name)
        entry = given.entry if given else None
        found[name] = {
            "value": written_value(fact.spec, value),
            "unit": _UNITS.get(fact.spec.kind, fact.spec.unit),
            "typed": entry.typed if entry else "",
            "source": _source(standing, name, entry),
        }
    return found


def _source(standing: Standing, fact: str, entry: Entry | None) -> str:
    if entry is not None:
        return entry.source or entry.channel.value
    if standing.evaluation.is_counted(fact):
        return roster_source(standing.evaluation, fact)
    return Phrase.DEFAULT


def clause(standing: Standing, verdict: Verdict) -> Json:
    """Return how one clause stands."""
    evaluation = standing.evaluation
    return {
        "status": verdict.status.value,
        "explanation": sentence(evaluation, verdict),
        "shortfalls": [
            _shortfall(standing.programme.facts[short.fact].spec, short)
            for short in shortfalls(evaluation, verdict)
        ],
    }


def _shortfall(spec: Spec, short: Shortfall) -> Json:
    return {
        "fact": short.fact,
        "have": None if short.have is None else written_value(spec, short.have),
        "need": write(spec, short.need),
        "gap": _plain(short.gap),
        "unit": unit_of(spec),
    }


def _plain(gap: Value) -> str:
    if isinstance(gap, Decimal):
        text = f"{gap:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return gap.isoformat() if isinstance(gap, date) else str(gap)


def _conflicts(standing: Standing) -> list[Json]:
    return [
        {
            "id": conflict.check.id,
            "facts": list(conflict.facts),
            "message": conflict.message,
            "severity": conflict.check.model.severity,
            **_found(standing, conflict),
        }
        for conflict in standing.conflicts
    ]


def _found(standing: Standing, conflict: Conflict) -> Json:
    """Return the rows to look at, and the two figures, where there are any."""
    found: Json = {}
    if conflict.rows:
        found["rows"] = [[place + 1 for place in group] for group in conflict.rows]
    if (two := conflict.difference) is not None:
        spec = standing.programme.facts[two.fact].spec
        entry = standing.state.answers[two.fact].entry
        found["figures"] = {
            "fact": two.fact,
            "typed": written_value(spec, two.typed),
            "typed_source": _source(standing, two.fact, entry),
            "roster": written_value(spec, two.counted),
            "roster_source": roster_source(standing.evaluation, two.fact),
        }
    return found


def _remark(remark: Remark) -> Json:
    return {
        "id": f"{'unlikely' if remark.unlikely else 'notice'}_{remark.fact}",
        "facts": [remark.fact],
        "message": remark.message,
        "severity": "warn" if remark.unlikely else "note",
    }
