"""Boards and lists: the self-assessment, progress, what is to do, the materials."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from sme_assistant.assistant.clock import local
from sme_assistant.assistant.conversation import Standing
from sme_assistant.assistant.finding import question_label
from sme_assistant.assistant.presenter import (
    GLYPHS,
    Role,
    Say,
    asking_steps,
    conflict_say,
    filled,
    question_numbers,
    standing_line,
    subject_label,
)
from sme_assistant.dialogue.citations import cited, cited_all, clause_of
from sme_assistant.dialogue.expressions import UNKNOWN
from sme_assistant.dialogue.programme import (
    EvidenceDefinition,
    Programme,
    QuestionDefinition,
    RosterDefinition,
)
from sme_assistant.engine.advice import Fix, fixes
from sme_assistant.engine.explaining import (
    Term,
    missing,
    sentence,
    statement,
    trace,
)
from sme_assistant.engine.log import Deferral, Entry
from sme_assistant.engine.materials import (
    DocumentStatus,
    EvidenceState,
    EvidenceStatus,
    MaterialState,
    MaterialStatus,
)
from sme_assistant.engine.open_points import OpenPoint
from sme_assistant.engine.path import Progress, sections, to_do
from sme_assistant.engine.verdicts import Outcome, Status, Verdict
from sme_assistant.engine.wording import roster_source, shown_value
from sme_assistant.phrases import Calls, Lists, Open, Phrase, Talk
from sme_assistant.values import Kind, show

if TYPE_CHECKING:
    from sme_assistant.assembly.package import Package

_SECONDS_A_QUESTION = 25
_SECONDS_A_TEXT = 240
_SECONDS_A_LIST = 300
"""The typical pace: a text is written, a list is found and brought in."""
_EXACT_UNTIL = 15
_MOST_LABELS = 8
_MOST_LISTED = 15


_OUTCOME_WORDS = {
    Outcome.ELIGIBLE: Talk.WORD_ELIGIBLE,
    Outcome.INELIGIBLE: Talk.WORD_INELIGIBLE,
    Outcome.INCOMPLETE: Talk.WORD_INCOMPLETE,
}
_OUTCOMES = {
    Outcome.ELIGIBLE: Talk.OUTCOME_ELIGIBLE,
    Outcome.INELIGIBLE: Talk.OUTCOME_INELIGIBLE,
    Outcome.INCOMPLETE: Talk.OUTCOME_INCOMPLETE,
}


def board(standing: Standing) -> list[Say]:
    """Say how every clause stands, what is short, and what would mend it."""
    says = [Say(Role.OUTCOME, _OUTCOMES[standing.outcome])]
    for verdict in standing.reported.values():
        when = verdict.criterion.when
        if when is not None and when.evaluate(standing.evaluation) is UNKNOWN:
            continue  # which functions are applied for is still open
        says += clause_says(standing, verdict)
    says += _judgements(standing)
    says += [
        conflict_say(c.check.model.severity, c.message) for c in standing.conflicts
    ]
    open_facts = missing(standing.evaluation, standing.verdicts)
    if len(open_facts) > _MOST_LABELS:
        told = Talk.STILL_MISSING_MANY.format(count=len(open_facts))
        says.append(Say(Role.NOTE, told))
    elif open_facts:
        labels = "、".join(subject_label(standing.programme, n) for n in open_facts)
        says.append(Say(Role.NOTE, Talk.STILL_MISSING.format(labels=labels)))
    return says + advice(standing)


def clause_says(standing: Standing, verdict: Verdict) -> Iterator[Say]:
    """Say how a clause stands: in a line, and below it what is short or open."""
    role, glyph = GLYPHS[verdict.status]
    parts = [c for c in verdict.children if c.status is verdict.status]
    if verdict.status not in {Status.UNMET, Status.UNKNOWN} or not parts:
        yield Say(role, f"{glyph} {sentence(standing.evaluation, verdict)}")
        return
    model = verdict.criterion.model
    clause = cited_all(model.cite)
    head = Talk.CLAUSE_HEAD.format(glyph=glyph, clause=clause, title=model.title)
    yield Say(role, head)
    for part in parts:
        said = statement(standing.evaluation, part)
        yield Say(role, Talk.CLAUSE_PART.format(said=said))
        if part.status is Status.UNMET and part.criterion.model.remedy:
            remedy = filled(standing, part.criterion.model.remedy)
            yield Say(Role.NOTE, Talk.REMEDY_BELOW.format(remedy=remedy))


def several_card(
    standing: Standing, word: str, found: Sequence[QuestionDefinition]
) -> list[Say]:
    """List the questions a word may mean, by their numbers; notices have none."""
    numbers = question_numbers(standing)
    listed = [q for q in found if q.id in numbers] or [*found]
    first = numbers.get(listed[0].id, 1)
    says = [Talk.JUMP_SEVERAL.format(word=word, count=len(listed), number=first)]
    for question in listed[:_MOST_LISTED]:
        label = question_label(standing, question)
        number = numbers.get(question.id, "")
        says.append(Talk.JUMP_ONE.format(number=number, label=label))
    if more := len(listed[_MOST_LISTED:]):
        says.append(Talk.JUMP_MORE.format(count=more))
    return [Say(Role.NOTE, said) for said in says]


def _judgements(standing: Standing) -> Iterator[Say]:
    for text in judgements(standing).values():
        yield Say(Role.NOTE, f"{Talk.GLYPH_JUDGEMENT} {text}")


def judgements(standing: Standing) -> dict[str, str]:
    """Return clause to sentence for what people judge, never the program."""
    found: dict[str, str] = {}
    for node in standing.programme.judgements:
        answered = all(
            standing.evaluation.is_answered(n)
            for n in standing.programme.facts
            if clause_of(node.model.cite[0]) in standing.programme.facts[n].model.cite
        )
        status = Status.MET if answered else Status.UNKNOWN
        said = sentence(standing.evaluation, Verdict(node, status))
        found[node.model.clause or clause_of(node.model.cite[0])] = said
    return found


def clause_tree(standing: Standing, clause: str) -> list[Say]:
    """Lay a clause out: each criterion below it, each term with value and source."""
    verdict = standing.reported.get(clause)
    if verdict is None:
        return []
    return [*_tree(standing, verdict, 0), *lists_about(standing, clause)]


def lists_about(standing: Standing, clause: str) -> list[Say]:
    """Name the lists nobody is asked for that would give a clause its figures."""
    programme = standing.programme
    counted = {
        fact.counted.roster
        for fact in programme.facts.values()
        if fact.counted and clause in map(clause_of, fact.model.cite)
    }
    return [
        Say(Role.HINT, _list_line(standing, roster))
        for roster in programme.rosters.values()
        if roster.model.offered
        and (roster.id in counted or clause in map(clause_of, roster.model.cite))
    ]


def _list_line(standing: Standing, roster: RosterDefinition) -> str:
    held = standing.state.rosters.get(roster.id)
    title = roster.model.title
    if held is None or not held.rows:
        return Lists.MAY_BE_GIVEN.format(title=title)
    return Lists.IS_GIVEN.format(
        title=title, count=len(held.rows), unit=roster.model.unit
    )


def terms(standing: Standing, verdict: Verdict) -> list[Say]:
    """Lay a criterion's own test out: each term with its value and source."""
    return list(_terms_of(standing, verdict, 0))


def question_for(standing: Standing, verdict: Verdict) -> QuestionDefinition | None:
    """Return the question to go to for a verdict: an open one first, on the path."""
    programme, evaluation = standing.programme, standing.evaluation
    names = {n for v in verdict for n in programme.base_facts(v.criterion.test)}
    asked = [
        programme.questions[question]
        for name in programme.facts
        if name in names
        for question in programme.facts[name].asked_by
        if evaluation.relevant(question) is True
    ]
    still_open = [q for q in asked if not evaluation.is_answered(q.subject)]
    return next(iter(still_open or asked), None)


def _tree(standing: Standing, verdict: Verdict, depth: int) -> Iterator[Say]:
    role, glyph = GLYPHS[verdict.status]
    indent = Talk.INDENT * depth
    title = verdict.criterion.model.title
    said = statement(standing.evaluation, verdict) if not verdict.children else title
    yield Say(role, f"{indent}{glyph} {said}")
    for child in verdict.children:
        yield from _tree(standing, child, depth + 1)
    yield from _terms_of(standing, verdict, depth + 1)


def _terms_of(standing: Standing, verdict: Verdict, depth: int) -> Iterator[Say]:
    if verdict.criterion.test is not None:
        for part in trace(standing.evaluation, verdict.criterion.test).terms:
            yield from _terms(standing, part, depth)


def _terms(standing: Standing, term: Term, depth: int) -> Iterator[Say]:
    text = Talk.TERM.format(label=term.label, value=term.reason or term.value)
    source = answer_source(standing, term.fact) if term.fact else ""
    told = text + (Talk.TERM_SOURCE.format(source=source) if source else "")
    yield Say(Role.NOTE, Talk.INDENT * depth + told)
    for part in term.terms:
        yield from _terms(standing, part, depth + 1)


def answer_source(standing: Standing, fact: str) -> str:
    """Say where a fact's value came from: a file's line, or what was typed and when."""
    if standing.evaluation.is_default(fact):
        return Phrase.DEFAULT
    if standing.evaluation.is_counted(fact):
        return roster_source(standing.evaluation, fact)
    answer = standing.state.answers.get(fact)
    if answer is None or not standing.evaluation.is_answered(fact):
        return ""
    if answer.entry.source:
        return answer.entry.source
    day = answer.entry.at.astimezone().strftime("%Y-%m-%d %H:%M")
    told = Talk.TYPED_ON.format(typed=answer.entry.typed, day=day)
    return "，".join(filter(None, [told, said_by(answer.entry)]))


def said_by(entry: Entry) -> str:
    """Say who said an answer and who typed it; nothing where the applicant did both."""
    if entry.staff:
        return Calls.SAID_ON.format(who=entry.who, staff=entry.staff)
    return Calls.BY_STAFF.format(who=entry.who) if entry.who else ""


def advice(standing: Standing) -> list[Say]:
    """Say which smallest sets of changes would leave no clause unmet."""
    found = fixes(standing.evaluation)
    if not found:
        return []
    says = [Say(Role.NOTE, Talk.ADVICE)]
    for number, fix in enumerate(found, start=1):
        changes = "；".join(fix_changes(standing.programme, fix))
        text = Talk.ADVICE_SET.format(number=number, changes=changes)
        says.append(Say(Role.NOTE, text))
    return says


def fix_changes(programme: Programme, fix: Fix) -> list[str]:
    """Write each change of a fix."""
    found: list[str] = []
    for name, after in fix.changes.items():
        spec, before = programme.facts[name].spec, fix.before[name]
        label = programme.facts[name].model.label
        if isinstance(after, tuple):
            had = before if isinstance(before, tuple) else ()
            names = {o.id: o.label for o in spec.options}
            added = "、".join(names[o] for o in after if o not in had)
            found.append(Talk.CHANGE_OPTIONS.format(label=label, added=added))
        elif before is None or isinstance(after, bool):
            found.append(Talk.CHANGE_NEW.format(label=label, after=show(spec, after)))
        else:
            values = {"before": shown_value(spec, before), "after": show(spec, after)}
            found.append(Talk.CHANGE.format(label=label, **values))
    return found


def outcome_word(standing: Standing) -> str:
    """Return the verdict so far in two or three characters."""
    return _OUTCOME_WORDS[standing.outcome]


def remarks(standing: Standing) -> list[str]:
    """Say what is worth another look before a package is made, and blocks nothing."""
    found = (c for c in standing.conflicts if c.check.model.severity != "block")
    return [conflict.message for conflict in found]


def assembled(package: Package) -> list[Say]:
    """Say where a package is, and whether it is still a draft."""
    told = Talk.ASSEMBLED.format(folder=package.folder, archive=package.archive)
    if package.alone:
        told = Talk.ASSEMBLED_ALONE.format(
            folder=package.folder, archive=package.archive
        )
    says = [Say(Role.OUTCOME, told)]
    if package.draft:
        alone = package.alone
        told = Talk.ASSEMBLED_ALONE_DRAFT if alone else Talk.ASSEMBLED_DRAFT
        says.append(Say(Role.NOTE, told))
    says += _bound(package)
    if package.own:
        told = Talk.ASSEMBLED_OWN.format(names="、".join(package.own))
        says.append(Say(Role.NOTE, told))
    if package.refused:
        faults = "".join(f"\n　{f.path}：{f.text}" for f in package.refused)
        told = Talk.ASSEMBLED_REFUSED.format(faults=faults)
        says.append(Say(Role.WARNING, told))
    return says


def _bound(package: Package) -> list[Say]:
    """Say where the bound volume is and what could not be bound, or why not."""
    bound = package.bound
    if bound is None:
        return []
    says = []
    if bound.path:
        volume = package.folder / bound.path
        told = Talk.BOUND.format(volume=volume, pages=bound.pages)
        says.append(Say(Role.OUTCOME, told))
        if bound.remarks:
            says.append(Say(Role.WARNING, Talk.BOUND_PARTLY))
    return [*says, *(Say(Role.WARNING, remark) for remark in bound.remarks)]


def open_card(standing: Standing) -> list[Say]:
    """List what keeps the package a draft, numbered, and what was accepted of it."""
    points = standing.points
    if not points:
        return [Say(Role.OUTCOME, Open.CARD_NONE)]
    left = any(not standing.lets_stand(point) for point in points)
    says = [Say(Role.OUTCOME, Open.CARD if left else Open.CARD_ACCEPTED)]
    for number, point in enumerate(points, 1):
        line = Open.LINE.format(
            number=number, state=point_state(standing, point), words=point.words
        )
        says.append(Say(Role.NOTE if standing.lets_stand(point) else Role.OPEN, line))
    if not left:
        return says
    return [*says, *_ways_out(points, Open.HOW)]


def open_list(standing: Standing, points: Sequence[OpenPoint]) -> list[Say]:
    """List open points with their ids, for the command line."""
    says = []
    for point in points:
        line = Open.LINE_ID.format(
            state=point_state(standing, point), words=point.words, id=point.id
        )
        says.append(Say(Role.NOTE if standing.lets_stand(point) else Role.OPEN, line))
    left = [point for point in points if not standing.lets_stand(point)]
    return [*says, *_ways_out(left, Open.HOW_CLI)]


def _ways_out(points: Sequence[OpenPoint], accepting: str) -> Iterator[Say]:
    """Say how points are done with: some may be accepted, some must be mended."""
    if any(point.firm for point in points):
        yield Say(Role.HOW, Open.HOW_FIRM)
    if not all(point.firm for point in points):
        yield Say(Role.HOW, accepting)


def lapsed(points: Iterable[str]) -> list[Say]:
    """Say which acceptances no longer count."""
    return [Say(Role.NOTE, Open.LAPSED.format(id=point)) for point in points]


def point_state(standing: Standing, point: OpenPoint) -> str:
    """Say whether an open point was accepted, and then by whom and when."""
    entry = standing.state.accepted.get(point.id)
    if entry is None or point.firm:
        return Open.STATE_OPEN
    day = local(entry.at).strftime("%Y-%m-%d")
    said = Open.BY.format(who=entry.who or Open.APPLICANT, day=day)
    return f"{Open.STATE_ACCEPTED}{said}"


def progress_card(standing: Standing) -> list[Say]:
    """Say how far each section is, and how long it may still take."""
    steps = asking_steps(standing)
    says: list[Say] = []
    for section in sections(tuple(steps)):
        deferred = (
            Talk.PROGRESS_DEFERRED.format(count=section.deferred)
            if section.deferred
            else ""
        )
        text = Talk.PROGRESS.format(
            title=section.section.title,
            done=section.done,
            total=section.total,
            deferred=deferred,
        )
        says.append(Say(Role.NOTE, text))
    done, deferred_all, _ = counts(standing)
    total = Talk.PROGRESS_TOTAL.format(
        done=done,
        total=len(steps),
        deferred=deferred_all,
        minutes=minutes(standing),
    )
    return [*says, Say(Role.OUTCOME, total), standing_line(standing)]


def minutes(standing: Standing) -> int:
    """Return about how long what is left takes, at a typical pace.

    A quarter of an hour and more is told in steps of five minutes.
    """
    left = [s.question for s in asking_steps(standing) if s.progress != Progress.DONE]
    about = max(1, round(sum(_seconds(standing, question) for question in left) / 60))
    return about if about < _EXACT_UNTIL else round(about / 5) * 5


def _seconds(standing: Standing, question: QuestionDefinition) -> int:
    if question.model.asks is None:
        return _SECONDS_A_LIST
    spec = standing.programme.facts[question.model.asks].spec
    return _SECONDS_A_TEXT if spec.kind is Kind.LONG_TEXT else _SECONDS_A_QUESTION


def counts(standing: Standing) -> tuple[int, int, int]:
    """Return how many questions on the path are done, deferred and open."""
    states = [step.progress for step in asking_steps(standing)]
    done, deferred = states.count(Progress.DONE), states.count(Progress.DEFERRED)
    return done, deferred, len(states) - done - deferred


def to_do_card(standing: Standing) -> list[Say]:
    """List what was left for later, and count what was not yet asked."""
    questions = to_do(standing.evaluation, standing.state)
    numbers = question_numbers(standing)
    says = [Say(Role.NOTE, Talk.TODO_EMPTY)]
    if questions:
        head = Talk.TODO_HEAD.format(number=numbers[questions[0].id])
        says = [Say(Role.NOTE, head)]
    whys = {Deferral.UNKNOWN: Talk.TODO_UNKNOWN, Deferral.LATER: Talk.TODO_LATER}
    for question in questions:
        number = numbers[question.id]
        why = whys[standing.state.deferred[question.id]]
        wording = filled(standing, question.model.screen)
        text = Talk.TODO_ITEM.format(number=number, wording=wording, why=why)
        says.append(Say(Role.NOTE, text))
    if left := counts(standing)[2]:
        says.append(Say(Role.NOTE, Talk.TODO_OPEN_COUNT.format(count=left)))
    return says


_MATERIAL_STATES = {
    MaterialState.GENERATED: Talk.STATE_GENERATED,
    MaterialState.READY: Talk.STATE_READY,
    MaterialState.PARTIAL: Talk.STATE_PARTIAL,
    MaterialState.MISSING: Talk.STATE_MISSING,
    MaterialState.NOT_NEEDED: Talk.STATE_NOT_NEEDED,
}


def materials_card(statuses: Iterable[MaterialStatus]) -> list[Say]:
    """Say how each of the materials stands and what it still wants."""
    says: list[Say] = []
    for status in statuses:
        wants = wanting(status)
        items = Talk.MATERIAL_WANTING.format(items="；".join(wants)) if wants else ""
        text = Talk.MATERIAL.format(
            state=_MATERIAL_STATES[status.state],
            clause=cited(status.material.item),
            title=status.material.short,
            wanting=items,
        )
        says.append(Say(Role.NOTE, text))
    return says


def materials_board(standing: Standing) -> list[Say]:
    """Say how the materials stand, and which lists may be given besides."""
    says = materials_card(standing.materials())
    for status in standing.materials():
        says += lists_about(standing, status.material.item)
    return list(dict.fromkeys(says))


_EVIDENCE_STATES = {
    EvidenceState.READY: Talk.EVIDENCE_READY,
    EvidenceState.PENDING: Talk.EVIDENCE_PENDING,
    EvidenceState.NOT_APPLICABLE: Talk.EVIDENCE_NOT_APPLICABLE,
}


def evidence_word(status: EvidenceStatus) -> str:
    """Say how an evidence item stands."""
    return _EVIDENCE_STATES[status.state]


def note_of(standing: Standing, item: EvidenceDefinition) -> str:
    """Return the note a person made when saying how an evidence item stands."""
    answer = standing.state.answers.get(item.model.fact)
    rows = answer.entry.rows if answer else ()
    return next((text for row in rows for key, text in row if key == "note"), "")


def document_word(status: DocumentStatus) -> str:
    """Say whether a generated document has what it is made of."""
    return Talk.DOCUMENT_COMPLETE if status.complete else Talk.DOCUMENT_WANTING


def wanting(status: MaterialStatus) -> list[str]:
    """Name what a material still wants."""
    evidence = [
        e.item.model.title for e in status.evidence if e.state is EvidenceState.PENDING
    ]
    documents = [d.document.model.title for d in status.documents if not d.complete]
    return documents + evidence
