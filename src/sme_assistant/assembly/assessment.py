"""The lists that tell how the case stands: clauses, figures, what is missing.

Nothing is judged here. Each list is what the engine says, put into columns that the
templates name (``conditions.requirement``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sme_assistant.assembly.dossier import Dossier
from sme_assistant.assembly.figures import fact_text, gap, printed
from sme_assistant.assembly.words import Word
from sme_assistant.dialogue.citations import cited, cited_all
from sme_assistant.dialogue.expressions import UNKNOWN
from sme_assistant.dialogue.programme import Programme
from sme_assistant.engine.advice import Fix, fixes
from sme_assistant.engine.explaining import gap_shown, statement
from sme_assistant.engine.gaps import shortfall
from sme_assistant.engine.log import Channel, Deferral, Entry
from sme_assistant.engine.materials import (
    EvidenceState,
    EvidenceStatus,
    MaterialState,
    MaterialStatus,
)
from sme_assistant.engine.open_points import PointKind
from sme_assistant.engine.verdicts import Status, Verdict
from sme_assistant.engine.wording import roster_source
from sme_assistant.values import Kind

Rows = Iterator[dict[str, str]]
Files = Mapping[str, tuple[str, ...]]
"""Citation of a material to the names of its files in the package."""


@dataclass(frozen=True, slots=True)
class Volume:
    """Where the parts of a package are found.

    Attributes:
        pages: Citation of a material, or id of a document, to its first page in the
            bound volume; empty where nothing is bound.
    """

    files: Files
    pages: Mapping[str, int] = field(default_factory=dict)

    def page(self, *places: str) -> str:
        """Return the first pages of some places, each once; nothing if unknown."""
        known = {self.pages[place] for place in places if place in self.pages}
        return "、".join(map(str, sorted(known))) or Word.PAGE_OPEN


_STATUS = {
    Status.MET: Word.MET,
    Status.UNMET: Word.UNMET,
    Status.UNKNOWN: Word.UNKNOWN,
    Status.NOT_APPLICABLE: Word.NOT_APPLICABLE,
}
_MATERIAL = {
    MaterialState.GENERATED: Word.GENERATED,
    MaterialState.READY: Word.READY,
    MaterialState.PARTIAL: Word.PARTIAL,
    MaterialState.MISSING: Word.MISSING,
    MaterialState.NOT_NEEDED: Word.NOT_NEEDED,
}
_SEVERITY = {"block": Word.BLOCK, "warn": Word.WARN, "note": Word.NOTE}
_DEFERRED = {Deferral.LATER: Word.LATER, Deferral.UNKNOWN: Word.UNSURE}
_PLACES = {
    Channel.SELF: Word.BY_SELF,
    Channel.PHONE: Word.BY_PHONE,
    Channel.FILE: Word.BY_FILE,
}


def contents(dossier: Dossier, volume: Volume) -> Rows:
    """List article 9's materials, how each stands and which files it has."""
    for status in dossier.materials:
        item = status.material.item
        yield {
            "clause": cited(item),
            "title": status.material.title,
            "short": status.material.short,
            "state": _state(status) + _kept(dossier, PointKind.MATERIAL, item),
            "files": "\n".join(volume.files.get(item, ())) or Word.NOT_APPLICABLE,
            "page": volume.page(item),
        }


def _kept(dossier: Dossier, kind: PointKind, subject: str) -> str:
    """Say that the applicant lets an open point stand; nothing of any other."""
    return Word.KEPT if dossier.lets_stand(kind, subject) else ""


def _state(status: MaterialStatus) -> str:
    said = _MATERIAL[status.state]
    if not status.files:
        return said
    return f"{said}\n{Word.FILES.format(count=status.files)}"


def clauses(dossier: Dossier, _volume: Volume) -> Rows:
    """List the clauses, whole; of what others judge nothing is said but that."""
    reported = [v for top in dossier.verdicts for v in top if v.criterion.model.clause]
    for verdict in reported:
        clause = str(verdict.criterion.model.clause)
        yield {
            "clause": cited(clause),
            "title": verdict.criterion.model.title,
            "requirement": dossier.programme.clauses[clause],
            "statement": statement(dossier.evaluation, verdict),
            "status": _STATUS[verdict.status]
            + _kept(dossier, PointKind.CLAUSE, clause),
        }
    for node in dossier.programme.judgements:
        clause = node.model.clause or node.model.cite[0]
        yield {
            "clause": cited(clause),
            "title": node.model.title,
            "requirement": dossier.programme.clauses[clause],
            "statement": Word.NOT_APPLICABLE,
            "status": Word.JUDGED,
        }


def conditions(dossier: Dossier, volume: Volume) -> Rows:
    """List the single conditions: our figures, their sources, what proves them."""
    for verdict in _leaves(dossier.verdicts):
        model = verdict.criterion.model
        names = _figures_of(dossier, verdict)
        proofs = _proofs(dossier, names)
        stroke = Word.NOT_APPLICABLE
        sources = dict.fromkeys(_origin(dossier, name) for name in names)
        items = dict.fromkeys(proof.item.material for proof in proofs)
        titles = (proof.item.model.title for proof in proofs)
        yield {
            "clause": cited_all(model.cite),
            "requirement": _requirement(dossier.programme, verdict),
            "statement": statement(dossier.evaluation, verdict),
            "status": _STATUS[verdict.status],
            "figures": "\n".join(_told(dossier, name) for name in names) or stroke,
            "sources": "\n".join(sources) or stroke,
            "evidence": "\n".join(titles) or stroke,
            "page": volume.page(*items) if items else stroke,
        }


def _requirement(programme: Programme, verdict: Verdict) -> str:
    """Return the words cited, those of a condition not again below its clause.

    What does not apply is only named: its words are a whole paragraph.
    """
    model = verdict.criterion.model
    if verdict.status is Status.NOT_APPLICABLE:
        return model.title
    texts = list(dict.fromkeys(programme.clauses[c] for c in model.cite))
    within = [t for t in texts if any(t in other and t != other for other in texts)]
    return "\n".join(text for text in texts if text not in within)


def _leaves(verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    """Yield the tests, in order; a group that does not apply stands for its own."""
    for verdict in verdicts:
        if verdict.children:
            yield from _leaves(verdict.children)
        else:
            yield verdict


def _figures_of(dossier: Dossier, verdict: Verdict) -> list[str]:
    """Return the asked facts that a condition rests on, in the order of the facts."""
    if verdict.status is Status.NOT_APPLICABLE:
        return []
    programme = dossier.programme
    named = programme.base_facts(verdict.criterion.test)
    return [name for name in programme.facts if name in named]


def _told(dossier: Dossier, name: str) -> str:
    return Word.FIGURE.format(
        label=dossier.programme.facts[name].model.label,
        value=fact_text(dossier.evaluation, name),
    )


def _proofs(dossier: Dossier, names: Iterable[str]) -> list[EvidenceStatus]:
    """Return the needed evidence that the questions of some facts speak of."""
    programme = dossier.programme
    asking = [q for name in names for q in programme.facts[name].asked_by]
    wanted = {
        e for question in asking for e in programme.questions[question].model.evidence
    }
    return [
        status
        for material in dossier.materials
        for status in material.evidence
        if status.item.id in wanted and status.state is not EvidenceState.NOT_APPLICABLE
    ]


def source(dossier: Dossier, name: str) -> str:
    """Say where a fact's live value came from, and when."""
    answer = dossier.state.answers.get(name)
    if answer is None or dossier.evaluation.fact(name) is UNKNOWN:
        return _origin(dossier, name)
    at, zone = answer.entry.at, dossier.made_at.tzinfo
    at = at.astimezone(zone) if at.tzinfo and zone else at
    day = Word.DAY.format(year=at.year, month=at.month, day=at.day)
    return f"{_place(answer.entry)}，{day}"


def _origin(dossier: Dossier, name: str) -> str:
    """Say where a fact's live value came from."""
    if dossier.evaluation.fact(name) is UNKNOWN:
        return Word.NOT_YET
    if dossier.evaluation.is_counted(name):
        return roster_source(dossier.evaluation, name)
    answer = dossier.state.answers.get(name)
    return _place(answer.entry) if answer else Word.BY_DEFAULT


def _place(entry: Entry) -> str:
    where = entry.source or entry.who
    place = _PLACES[entry.channel]
    told = f"{place} {where}" if where else place
    return told + (Word.TYPED_BY.format(staff=entry.staff) if entry.staff else "")


def figures(dossier: Dossier, _volume: Volume) -> Rows:
    """List every live answer that is neither personal nor a long text."""
    for name, fact in dossier.programme.facts.items():
        answer = dossier.state.answers.get(name)
        live = dossier.evaluation.fact(name) is not UNKNOWN
        told = not fact.model.personal and fact.spec.kind is not Kind.LONG_TEXT
        if live and told and fact.computed is None:
            typed = answer.entry.typed if answer else ""
            yield {
                "clause": cited_all(fact.model.cite) or Word.NOT_APPLICABLE,
                "label": fact.model.label,
                "value": fact_text(dossier.evaluation, name),
                "typed": typed or Word.NOT_APPLICABLE,
                "source": source(dossier, name),
            }


def interpretations(dossier: Dossier, _volume: Volume) -> Rows:
    """List the readings that bear on this case."""
    applying = {
        v.criterion.id
        for top in dossier.verdicts
        for v in top
        if v.status is not Status.NOT_APPLICABLE
    }
    applying |= {node.id for node in dossier.programme.judgements}
    for reading in dossier.programme.interpretations.values():
        if not reading.shown_with or applying.intersection(reading.shown_with):
            yield {
                "clause": cited_all(reading.cite),
                "question": reading.question,
                "reading": reading.reading,
                "because": reading.because,
                "ask": reading.ask,
            }


def conflicts(dossier: Dossier, _volume: Volume) -> Rows:
    """List what does not fit together."""
    for conflict in dossier.conflicts:
        model = conflict.check.model
        yield {
            "severity": _SEVERITY[model.severity]
            + _kept(dossier, PointKind.CONFLICT, conflict.check.id),
            "message": conflict.message,
            "clause": cited_all(model.cite),
        }


def open_questions(dossier: Dossier, _volume: Volume) -> Rows:
    """List what is still to be answered, in the order it is asked."""
    programme, asked = dossier.programme, set(dossier.gaps)
    for question in programme.questions.values():
        subject = question.subject
        if subject not in asked:
            continue
        asked.discard(subject)
        fact, roster = programme.facts.get(subject), programme.rosters.get(subject)
        deferral = dossier.state.deferred.get(question.id)
        cite = fact.model.cite if fact else roster.model.cite if roster else ()
        yield {
            "label": fact.model.label if fact else str(roster and roster.model.title),
            "question": question.model.screen,
            "find": (fact and fact.model.find) or Word.NOT_APPLICABLE,
            "clause": cited_all(cite),
            "state": (_DEFERRED[deferral] if deferral else Word.NOT_YET)
            + _kept(dossier, PointKind.GAP, subject),
        }


def shortfalls(dossier: Dossier, _volume: Volume) -> Rows:
    """List the unmet conditions, what each is short of and what helps."""
    evaluation, programme = dossier.evaluation, dossier.programme
    for verdict in _leaves(dossier.verdicts):
        if verdict.status is not Status.UNMET:
            continue
        model = verdict.criterion.model
        short = shortfall(evaluation, verdict.criterion)
        yield {
            "clause": cited_all(model.cite),
            "statement": statement(evaluation, verdict),
            "gap": gap_shown(programme, short) if short else Word.NOT_APPLICABLE,
            "remedy": model.remedy or Word.NOT_APPLICABLE,
        }


def ways(dossier: Dossier, _volume: Volume) -> Rows:
    """List the smallest sets of changes after which no clause is unmet."""
    for fix in fixes(dossier.evaluation):
        yield {
            "clause": "、".join(cited(clause) for clause in fix.clauses),
            "changes": "\n".join(_steps(dossier, fix)),
        }


def _steps(dossier: Dossier, fix: Fix) -> Iterator[str]:
    for name, value in fix.changes.items():
        fact = dossier.programme.facts[name]
        label, before = fact.model.label, fix.before[name]
        yield Word.STEP.format(
            label=label,
            before=gap(label) if before is None else printed(fact.spec, before),
            after=printed(fact.spec, value),
        )


def missing_evidence(dossier: Dossier, _volume: Volume) -> Rows:
    """List the evidence that is still to be gathered."""
    for status in dossier.materials:
        for item in status.evidence:
            if item.state is EvidenceState.PENDING:
                yield _evidence(status, item)


def _evidence(status: MaterialStatus, evidence: EvidenceStatus) -> dict[str, str]:
    model = evidence.item.model
    stroke = Word.NOT_APPLICABLE
    return {
        "clause": cited(status.material.item),
        "material": status.material.short,
        "title": model.title,
        "form": model.form,
        "period": model.period or stroke,
        "copies": model.copies or stroke,
        "seal": model.seal or stroke,
        "least": str(evidence.minimum),
    }


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "contents": ("clause", "title", "short", "state", "files", "page"),
    "clauses": ("clause", "title", "requirement", "statement", "status"),
    "conditions": (
        "clause", "requirement", "statement", "status",
        "figures", "sources", "evidence", "page",
    ),
    "figures": ("clause", "label", "value", "typed", "source"),
    "interpretations": ("clause", "question", "reading", "because", "ask"),
    "conflicts": ("severity", "message", "clause"),
    "open_questions": ("label", "question", "find", "clause", "state"),
    "shortfalls": ("clause", "statement", "gap", "remedy"),
    "ways": ("clause", "changes"),
    "missing_evidence": (
        "clause", "material", "title", "form", "period", "copies", "seal", "least",
    ),
}  # fmt: skip
"""The columns of each list, for templates and for whoever checks them."""

LISTS: Mapping[str, Callable[[Dossier, Volume], Rows]] = {
    "contents": contents,
    "clauses": clauses,
    "conditions": conditions,
    "figures": figures,
    "interpretations": interpretations,
    "conflicts": conflicts,
    "open_questions": open_questions,
    "shortfalls": shortfalls,
    "ways": ways,
    "missing_evidence": missing_evidence,
}
