"""Programmes of a few lines, for one point at a time.

Only what a test is about is written; labels, wordings and citations are filled in. What
comes out are dialogue files, loaded like any others.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from sme_assistant.dialogue import models
from sme_assistant.dialogue.loading import load
from sme_assistant.dialogue.programme import Programme
from sme_assistant.dialogue.wholeness import regulation_hash
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.log import Action, Entry
from sme_assistant.engine.verdicts import Status, judge
from sme_assistant.values import Value, write

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
Json = Mapping[str, object]
_REGULATION = {
    "title": "办法",
    "articles": [{"number": "1", "nature": "normative", "text": "第一条　应当达到。"}],
    "forms": [{"id": "附件1", "title": "表", "text": "表", "boxes": []}],
}
_MATERIAL = {"item": "1", "title": "甲", "short": "甲"}
_SPECIAL: dict[str, Json] = {
    "day": {"kind": "date", "default": "today"},
    "name": {"kind": "text"},
}
PEOPLE = {
    "title": "名单",
    "row": "一人",
    "unit": "人",
    "cite": ["1"],
    "key": ["person"],
    "columns": {
        "person": {"label": "姓名", "kind": "text"},
        "level": {
            "label": "学历",
            "kind": "choice",
            "required": False,
            "options": [{"id": "high", "label": "高"}, {"id": "low", "label": "低"}],
        },
    },
}


def programme(  # noqa: PLR0913 (the parts of a programme)
    facts: Mapping[str, Json],
    questions: Sequence[Json],
    criteria: Sequence[Json],
    *,
    parameters: Mapping[str, Sequence[tuple[str, int]]] | None = None,
    rosters: Mapping[str, Json] | None = None,
    version: int = 1,
    migrations: Sequence[Json] = (),
) -> Programme:
    """Load a programme of these parts."""
    facts = {**_SPECIAL, **facts}
    return load(
        {
            "programme.yaml": _yaml(
                id="small", title="小", version=version, edition="一",
                edition_notice="一", dated_by="day", named_by="name",
                regulation_sha256=_hash(), migrations=list(migrations),
                authorities={"municipal": {"printed": "局", "now": "委"}},
            ),
            "regulation.yaml": _yaml(**_REGULATION),
            "parameters.yaml": _yaml(
                parameters={n: _parameter(d) for n, d in (parameters or {}).items()}
            ),
            "facts.yaml": _yaml(facts={n: {"label": n, **f} for n, f in facts.items()}),
            "rosters.yaml": _yaml(rosters=rosters or {}),
            "questions/1.yaml": _yaml(
                section="s", title="节", questions=[_question(q) for q in questions]
            ),
            "criteria.yaml": _yaml(hard=[_criterion(c) for c in criteria]),
            "checks.yaml": _yaml(checks={}),
            "materials.yaml": _yaml(materials=[_MATERIAL]),
            "interpretations.yaml": _yaml(interpretations={}),
        }
    )  # fmt: skip


def _yaml(**parts: object) -> str:
    return json.dumps(parts, ensure_ascii=False)  # which is YAML as well


def _hash() -> str:
    regulation = models.RegulationFile.model_validate(_REGULATION)
    return regulation_hash(regulation)


def _parameter(dated: Sequence[tuple[str, int]]) -> Json:
    values = [{"since": since, "value": str(value)} for since, value in dated]
    return {"label": "下限", "kind": "number", "values": values, "cite": "1"}


def _question(given: Json) -> Json:
    below = given.get("follow_ups", [])
    assert isinstance(below, list)
    found = {"screen": "问", "phone": "问", **given}
    found.setdefault("id", given.get("asks") or given.get("collects"))
    return {**found, "follow_ups": [_question(child) for child in below]}


_GROUPS = ("all", "any", "of")


def _criterion(given: Json) -> Json:
    found = {
        "title": given["id"], "cite": ["1"], "met": "达到", "unmet": "不足",
        "unknown": "未知", "not_applicable": "不适用", **given,
    }  # fmt: skip
    for key in _GROUPS:
        below = given.get(key, [])
        assert isinstance(below, list)
        found[key] = [_criterion(child) for child in below]
    return found


YESNO: Json = {"kind": "yesno"}


def options(*ids: str, exclusive: str = "") -> list[Json]:
    """Return options, one of which may exclude the others."""
    return [
        {"id": o, "label": o, "exclusive": "true" if o == exclusive else "false"}
        for o in ids
    ]


def ask(*facts: str) -> list[Json]:
    """Return plain questions."""
    return [{"asks": fact} for fact in facts]


def evaluate(
    programme: Programme, today: date = TODAY, /, **values: Value
) -> Evaluation:
    """Evaluate over answers."""
    return Evaluation(programme, values, {}, today)


def statuses(evaluation: Evaluation) -> dict[str, Status]:
    """Return the status of every criterion that is judged."""
    return {v.criterion.id: v.status for top in judge(evaluation) for v in top}


def answer(programme: Programme, fact: str, value: Value, version: int = 0) -> Entry:
    """Return the entry that gives a fact a value."""
    text = write(programme.facts[fact].spec, value)
    return said(fact, text, version or programme.meta.version)


def said(subject: str, value: str = "", version: int = 1) -> Entry:
    """Return the entry that gives something by its canonical text."""
    return Entry(Action.ANSWER, subject, NOW, value=value, version=version)


def entry(
    action: Action, subject: str = "", value: str = "", version: int = 1
) -> Entry:
    """Return any other entry."""
    return Entry(action, subject, NOW, value=value, version=version)
