"""What the assistant says: the one source of words for every face.

Each function returns ``Say`` values; how they look is the face's business, what they
say is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sme_assistant.assistant.conversation import Standing
from sme_assistant.dialogue.citations import cited, cited_all, clause_of
from sme_assistant.dialogue.expressions import UNKNOWN, Unknown
from sme_assistant.dialogue.programme import (
    FactDefinition,
    Programme,
    QuestionDefinition,
    RosterDefinition,
    Wording,
)
from sme_assistant.engine.conflicts import Conflict, rows_shown
from sme_assistant.engine.explaining import sentence
from sme_assistant.engine.log import Action, Deferral, Entry
from sme_assistant.engine.path import Progress, Step, progress_of
from sme_assistant.engine.verdicts import Outcome, Status, Verdict
from sme_assistant.engine.wording import (
    fill,
    fill_spoken,
    roster_source,
    shown_short,
)
from sme_assistant.messages import Message
from sme_assistant.phrases import (
    Figures,
    Handover,
    Lists,
    Open,
    Phrase,
    Plain,
    Spoken,
    Talk,
)
from sme_assistant.rosters.reading import BadCell
from sme_assistant.values import Ambiguous, Kind, Spec, Unlikely, show

_LONG_ECHO = 60
_SHORT_ECHO = 16
_MOST_LISTED = 20
_MOST_ROWS = 3
"""So many places of a list are named at each finding where all are told in short."""


class Role(StrEnum):
    """What a saying is, so that a face can give it its look.

    ``CHOICE`` and ``HOW`` say what may be entered and how; a face whose inputs show
    that by themselves leaves them out.
    """

    SECTION = "section"
    QUESTION = "question"
    CHOICE = "choice"
    HOW = "how"
    HINT = "hint"
    WHY = "why"
    ECHO = "echo"
    MET = "met"
    UNMET = "unmet"
    OPEN = "open"
    NOTE = "note"
    WARNING = "warning"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Say:
    """One thing said."""

    role: Role
    text: str


_SEVERITY_WORDS = {
    "block": Lists.FOUND_BLOCKS,
    "warn": Lists.FOUND_WARNS,
    "note": Lists.FOUND_NOTES,
}
_SEVERITY_ROLES = {"block": Role.UNMET, "warn": Role.OPEN, "note": Role.NOTE}
GLYPHS = {
    Status.MET: (Role.MET, Talk.GLYPH_MET),
    Status.UNMET: (Role.UNMET, Talk.GLYPH_UNMET),
    Status.UNKNOWN: (Role.OPEN, Talk.GLYPH_UNKNOWN),
    Status.NOT_APPLICABLE: (Role.NOTE, Talk.GLYPH_NOT_APPLICABLE),
}


# --- questions --------------------------------------------------------------


def greeting(programme: Programme) -> list[Say]:
    """Say what this is and which text it follows."""
    meta = programme.meta
    return [
        Say(Role.SECTION, Talk.SECTION.format(title=meta.title)),
        Say(Role.NOTE, meta.edition_notice),
    ]


def section_heading(question: QuestionDefinition) -> list[Say]:
    """Introduce a section."""
    section = question.section
    says = [Say(Role.SECTION, Talk.SECTION.format(title=section.title))]
    if section.intro:
        says.append(Say(Role.NOTE, section.intro))
    return says


def question_card(standing: Standing, question: QuestionDefinition) -> list[Say]:
    """Put a question: its wording, choices, where to find the answer, an example."""
    if not question.model.asks and not question.model.collects:
        return [
            Say(Role.QUESTION, filled(standing, question.model.screen)),
            *(Say(Role.NOTE, filled(standing, t)) for t in [question.model.help] if t),
            Say(Role.HOW, Talk.ANSWER_NOTICE),
        ]
    says = reminder(standing, question)
    if question.model.collects:
        roster = standing.programme.rosters[question.model.collects]
        return says + list(roster_hints(standing, roster))
    says += _fact_hints(standing, question)
    return says + list(_files_attached(standing, question))


def reminder(standing: Standing, question: QuestionDefinition) -> list[Say]:
    """Name the question at hand in one line; a notice only says how to go on."""
    if not question.model.asks and not question.model.collects:
        return [Say(Role.HOW, Talk.ANSWER_NOTICE)]
    wording = filled(standing, question.model.screen)
    if question.model.optional:
        wording += Talk.OPTIONAL
    numbers = question_numbers(standing)
    total = len(numbers)
    number = numbers.get(question.id, total)
    numbered = Talk.NUMBERED.format(number=number, total=total, wording=wording)
    return [Say(Role.QUESTION, numbered)]


def question_numbers(standing: Standing) -> dict[str, int]:
    """Return question id to its number among those on the path."""
    steps = asking_steps(standing)
    return {step.question.id: number for number, step in enumerate(steps, start=1)}


def _fact_hints(standing: Standing, question: QuestionDefinition) -> Iterator[Say]:
    fact = standing.programme.facts[str(question.model.asks)]
    spec = fact.spec
    listed = spec.options if spec.is_numbered else ()
    for number, option in enumerate(listed, start=1):
        yield Say(Role.CHOICE, Talk.CHOICE.format(number=number, label=option.label))
    how = _how_to_answer(spec)
    if how:
        yield Say(Role.HOW, how)
    if question.model.prompts:
        prompts = " ".join(f"{n}. {p}" for n, p in enumerate(question.model.prompts, 1))
        yield Say(Role.HOW, Talk.PROMPT_HINT.format(prompts=prompts))
    if fact.model.find:
        yield Say(Role.HINT, Talk.FIND.format(find=fact.model.find))
    if fact.model.example and spec.kind is not Kind.YESNO:
        yield Say(Role.HINT, Talk.EXAMPLE.format(example=fact.model.example))
    yield from _present(standing, fact)
    yield from _list_offered(standing, fact)


def _list_offered(standing: Standing, fact: FactDefinition) -> Iterator[Say]:
    """Name the list that would give a figure, where nobody is asked for it."""
    roster = fact.counted and standing.programme.rosters[fact.counted.roster]
    if roster and roster.model.offered and not standing.state.rosters.get(roster.id):
        yield Say(Role.HINT, Lists.OFFERED.format(title=roster.model.title))


def _present(standing: Standing, fact: FactDefinition) -> Iterator[Say]:
    """Say what a fact's value is without another word: given, reckoned or usual."""
    spec, answer = fact.spec, standing.state.answers.get(fact.id)
    if answer is not None:
        # A long text stands in the input by itself, whole.
        role = Role.HOW if spec.kind is Kind.LONG_TEXT else Role.HINT
        yield Say(role, Talk.PRESENT.format(value=_cut(show(spec, answer.value))))
    elif (counted := standing.evaluation.counted(fact.id)) is not UNKNOWN:
        told = Figures.FROM_ROSTER.format(
            counted=shown_short(spec, counted),
            source=roster_source(standing.evaluation, fact.id),
        )
        yield Say(Role.HINT, told)
    elif fact.model.default is not None:
        today = show(spec, standing.today)
        yield Say(Role.HINT, Talk.ANSWER_DEFAULT.format(value=today))


def _files_attached(standing: Standing, question: QuestionDefinition) -> Iterator[Say]:
    """Name the files attached to the evidence item a question asks for."""
    for item in question.model.evidence:
        evidence = standing.programme.evidence[item]
        files = standing.state.files.get(item, ())
        if files and evidence.model.fact == question.model.asks:
            names = "、".join(Path(file).name for file in files)
            yield Say(Role.HINT, Talk.FILES_ATTACHED.format(names=names))


def _how_to_answer(spec: Spec) -> str:
    match spec.kind:
        case Kind.YESNO:
            return Talk.ANSWER_YESNO
        case Kind.CHOICE:
            return Talk.ANSWER_CHOICE if spec.is_numbered else Talk.ANSWER_CHOICE_LONG
        case Kind.MULTI:
            return Talk.ANSWER_MULTI
        case Kind.LONG_TEXT:
            return Talk.ANSWER_LONG_TEXT
    return ""


def roster_hints(standing: Standing, roster: RosterDefinition) -> Iterator[Say]:
    """Say how the rows of a list are given, and whether there are any."""
    labels = "，".join(spec.label for spec in roster.columns.values())
    yield Say(Role.HOW, Talk.ANSWER_ROSTER.format(labels=labels))
    examples = "，".join(spec.example for spec in roster.columns.values())
    yield Say(Role.HINT, Talk.EXAMPLE.format(example=examples))
    given = standing.state.rosters.get(roster.id)
    if given is not None:
        count, unit = len(given.rows), roster.model.unit
        yield Say(Role.HOW, Talk.PRESENT_ROWS.format(count=count, unit=unit))


def why_card(standing: Standing, question: QuestionDefinition) -> list[Say]:
    """Say why a question is asked, quote the clause, and help with the answer."""
    programme, model = standing.programme, question.model
    says = [*_reason(standing, question)]
    if model.why:
        says += clauses_quoted(programme, question)
    if model.asks and (meaning := programme.facts[model.asks].model.meaning):
        says.append(Say(Role.NOTE, meaning))
    return [*says, *_help(standing, question)]


def full_card(standing: Standing, question: QuestionDefinition) -> list[Say]:
    """Put a question with why it is asked and all there is to help, but no clause."""
    says = question_card(standing, question)
    helps = [say for say in _help(standing, question) if say not in says]
    return [*says, *_reason(standing, question), *helps]


def reasoned_card(standing: Standing, question: QuestionDefinition) -> list[Say]:
    """Put a question with why it is asked, and no more."""
    return [*question_card(standing, question), *_reason(standing, question)]


def clauses_quoted(programme: Programme, question: QuestionDefinition) -> list[Say]:
    """Quote the clauses a question is asked for; an empty form explains nothing."""
    forms = {form.id for form in programme.regulation.forms}
    cites = question.model.why.cite if question.model.why else ()
    clauses = [c for c in dict.fromkeys(map(clause_of, cites)) if c not in forms]
    return [clause_card(programme, clause)[0] for clause in clauses]


def _reason(standing: Standing, question: QuestionDefinition) -> Iterator[Say]:
    if why := question.model.why:
        text = filled(standing, why.text)
        told = Talk.WHY.format(text=text, clause=cited_all(why.cite))
        yield Say(Role.WHY, told)


def _help(standing: Standing, question: QuestionDefinition) -> Iterator[Say]:
    programme, model = standing.programme, question.model
    if model.help:
        yield Say(Role.NOTE, filled(standing, model.help))
    if model.evidence:
        titles = "、".join(programme.evidence[e].model.title for e in model.evidence)
        yield Say(Role.NOTE, Talk.EVIDENCE_AT_HAND.format(titles=titles))


def phone_card(standing: Standing, question: QuestionDefinition) -> list[Say]:
    """Give what to say on the phone.

    That is the question, what to say to a caller who does not know, and the sentence
    that reads the answer back once there is one.
    """
    parts = (
        (Talk.PHONE_WORDING, Role.QUESTION, [spoken_wording(standing, question)]),
        (Talk.PHONE_UNKNOWN, Role.HINT, when_unknown(standing, question)),
        (Talk.PHONE_READ_BACK, Role.NOTE, read_back(standing, question)),
    )
    return [
        Say(role, told.format(wording=say.text))
        for told, role, says in parts
        for say in says
    ]


def spoken_wording(standing: Standing, question: QuestionDefinition) -> Say:
    """Give the wording of a question to read aloud."""
    return Say(Role.QUESTION, _said(standing, question.model.phone))


def when_unknown(standing: Standing, question: QuestionDefinition) -> list[Say]:
    """Give what to say to a caller who does not know, and where it is found."""
    unknown = question.model.unknown
    return [Say(Role.HINT, _said(standing, unknown))] if unknown else []


def _said(standing: Standing, text: str) -> str:
    return fill_spoken(standing.evaluation, Wording.of(text))


def read_back(standing: Standing, at: Entry | QuestionDefinition) -> list[Say]:
    """Give the sentence that reads back what was heard; nothing where nothing was.

    Args:
        standing: How the case stands.
        at: The question, or the entry that answered it or left it for later.
    """
    question = at if isinstance(at, QuestionDefinition) else _answered_by(standing, at)
    if question is None:
        return []
    if (why := standing.state.deferred.get(question.id)) is not None:
        unknown = why is Deferral.UNKNOWN
        told = Spoken.READ_BACK_UNKNOWN if unknown else Spoken.READ_BACK_LATER
        label = subject_label(standing.programme, question.subject)
        return [Say(Role.QUESTION, told.format(label=label))]
    wording = _read_back_wording(standing, question)
    return [] if wording is None else [Say(Role.QUESTION, _said(standing, wording))]


def _read_back_wording(standing: Standing, question: QuestionDefinition) -> str | None:
    model, evaluation = question.model, standing.evaluation
    if model.collects:
        given = not isinstance(evaluation.rows(model.collects), Unknown)
        return model.read_back if given else None
    if not model.asks or (value := evaluation.fact(model.asks)) is UNKNOWN:
        return None
    return model.read_back_no if value is False else model.read_back


def _answered_by(standing: Standing, entry: Entry) -> QuestionDefinition | None:
    """Return the question on the path that an entry answers or defers."""
    return next(
        (
            step.question
            for step in standing.path
            if entry.subject in {step.question.subject, step.question.id}
        ),
        None,
    )


def filled(standing: Standing, text: str) -> str:
    """Fill the slots of a wording with what is live now."""
    return fill(standing.evaluation, Wording.of(text))


def clause_card(programme: Programme, citation: str) -> list[Say]:
    """Quote a clause, and the readings taken where it is ambiguous."""
    clause = clause_of(citation)
    text = clause_text(programme, clause)
    quoted = Talk.CLAUSE_TEXT.format(clause=cited(clause), text=text)
    says = [Say(Role.WHY, quoted)]
    for reading in programme.interpretations.values():
        if clause in {clause_of(c) for c in reading.cite}:
            told = Talk.READING.format(
                reading=reading.reading, because=reading.because, ask=reading.ask
            )
            says.append(Say(Role.NOTE, told))
    return says


def clause_text(programme: Programme, clause: str) -> str:
    """Return the verbatim words of an article, clause or form."""
    for form in programme.regulation.forms:
        if form.id == clause:
            return form.text
    text = programme.clauses[clause]
    below = [
        c for c in programme.clauses if c.startswith(f"{clause}(") and "#" not in c
    ]
    return "\n".join([text, *(programme.clauses[c] for c in below)])


def asking_steps(standing: Standing) -> list[Step]:
    """Return the steps on the path that ask something; notices are none."""
    return [
        step
        for step in standing.path
        if step.question.model.asks or step.question.model.collects
    ]


# --- answers ----------------------------------------------------------------


def offered(
    standing: Standing, question: QuestionDefinition, asked: Ambiguous | Unlikely
) -> list[Say]:
    """Ask back, each reading with a number to choose it by."""
    spec = standing.programme.facts[str(question.model.asks)].spec
    says = [Say(Role.WARNING, _without_offers(asked.message))]
    for number, value in enumerate(asked.readings, start=1):
        text = Talk.CHOICE.format(number=number, label=show(spec, value))
        says.append(Say(Role.CHOICE, text))
    one = len(asked.readings) == 1
    return [*says, Say(Role.HINT, Plain.CONFIRM_ONE if one else Plain.CONFIRM_ASK)]


def _without_offers(message: str) -> str:
    """Leave out the readings at a message's end, where they cannot be chosen there."""
    return message.partition(Message.OFFERS.partition("{")[0])[0]


def bad_cells(cells: Sequence[BadCell]) -> list[Say]:
    """List the cells that cannot be taken, each with its place."""
    lines = [
        Plain.BAD_CELL.format(where=c.where, message=_without_offers(c.message))
        for c in cells
    ]
    if more := len(lines[_MOST_LISTED:]):
        lines[_MOST_LISTED:] = [Plain.BAD_CELLS_MORE.format(count=more)]
    return [Say(Role.WARNING, line) for line in lines]


def echo(standing: Standing, entry: Entry) -> Say:
    """Repeat what was understood, in canonical form."""
    programme = standing.programme
    if entry.action is Action.DEFER:
        unknown = entry.value == Deferral.UNKNOWN
        if programme.questions[entry.subject].model.optional:
            return Say(Role.ECHO, Talk.PASSED_OVER)
        said = Talk.DEFERRED_UNKNOWN if unknown else Talk.DEFERRED_LATER
        return Say(Role.ECHO, said)
    return Say(Role.ECHO, what_was_said(programme, standing, entry))


def what_was_said(programme: Programme, standing: Standing, entry: Entry) -> str:
    """Name an entry in words: the question, and the value as understood."""
    if entry.subject in programme.rosters:
        roster = programme.rosters[entry.subject].model
        return Talk.ECHO_ROWS.format(
            title=roster.title, count=len(entry.rows), unit=roster.unit
        )
    if entry.action is not Action.ANSWER:
        return _what_was_done(programme, entry)
    fact = programme.facts[entry.subject]
    answer = standing.state.answers.get(entry.subject)
    value = show(fact.spec, answer.value) if answer else entry.typed
    label, typed = fact.model.label, entry.typed.strip()
    if len(value) > _LONG_ECHO:
        return Talk.ECHO.format(label=label, value=_cut(value))
    if not typed or typed == value or "".join(value.split()) == typed:
        return Talk.ECHO.format(label=label, value=value)
    return Talk.ECHO_TYPED.format(label=label, typed=typed, value=value)


def _what_was_done(programme: Programme, entry: Entry) -> str:
    """Name an entry that gives no answer."""
    if entry.action is Action.MERGE:
        return Handover.MERGED_STEP.format(source=entry.source)
    if entry.action is Action.FILES:
        title = named(programme, entry.subject)
        return Talk.ECHO_FILES.format(title=title, count=len(entry.rows))
    if entry.action is Action.ACCEPT:
        return Open.ACCEPTED.format(words=entry.value or entry.subject)
    if entry.action is Action.CLEAR:
        return Talk.CLEARED.format(label=named(programme, entry.subject))
    if entry.action is Action.SEEN:
        screen = programme.questions[entry.subject].model.screen
        return Talk.NOTICE.format(start=_cut(screen, _SHORT_ECHO))
    subject = programme.questions[entry.subject].subject
    return Talk.DEFERRAL.format(label=subject_label(programme, subject))


def named(programme: Programme, subject: str) -> str:
    """Name what an entry is about; what the programme no longer knows, by its id."""
    if subject in programme.evidence:
        return programme.evidence[subject].model.title
    question = programme.questions.get(subject)
    name = question.subject if question else subject
    known = (programme.facts, programme.rosters, programme.questions)
    return subject_label(programme, name) if any(name in k for k in known) else name


def _cut(text: str, longest: int = _LONG_ECHO) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"


def consequences(before: Standing, after: Standing, entry: Entry) -> list[Say]:
    """Say what an entry did: notices, criteria it speaks to, parking, conflicts."""
    return [
        *_notices(after, entry),
        *_spoken_to(after, entry.subject),
        *_moved(before, after),
        *_told_of_conflicts(before, after, entry),
        *_turning_point(before, after),
    ]


def _notices(after: Standing, entry: Entry) -> Iterator[Say]:
    fact = after.programme.facts.get(entry.subject)
    answer = after.state.answers.get(entry.subject)
    if fact is None or answer is None or not isinstance(answer.value, str | tuple):
        return
    chosen = {answer.value} if isinstance(answer.value, str) else set(answer.value)
    for option in fact.spec.options:
        if option.id in chosen and option.notice:
            yield Say(Role.NOTE, option.notice)


def _spoken_to(after: Standing, subject: str) -> Iterator[Say]:
    """Say how each criterion stands that rests on this fact directly."""
    programme = after.programme
    for top in after.verdicts:
        for verdict in top:
            criterion = verdict.criterion
            about = programme.base_facts(criterion.test)
            if subject not in about or verdict.status is Status.NOT_APPLICABLE:
                continue
            if not after.evaluation.is_answered(subject):
                continue
            yield from criterion_says(after, verdict)


def criterion_says(standing: Standing, verdict: Verdict) -> Iterator[Say]:
    """Say how a criterion stands, with a glyph; unmet with its remedy and reading."""
    role, glyph = GLYPHS[verdict.status]
    yield Say(role, f"{glyph} {sentence(standing.evaluation, verdict)}")
    remedy = verdict.criterion.model.remedy
    if verdict.status is Status.UNMET and remedy:
        told = filled(standing, remedy)
        yield Say(Role.NOTE, Talk.REMEDY.format(remedy=told))


def _moved(before: Standing, after: Standing) -> Iterator[Say]:
    programme = after.programme
    parked = [n for n in after.parked if n not in before.parked]
    restored = [n for n in before.parked if n not in after.parked]
    restored = [
        n for n in restored if n in after.state.answers or n in after.state.rosters
    ]
    if parked:
        labels = "、".join(subject_label(programme, n) for n in parked)
        yield Say(Role.NOTE, Talk.PARKED.format(labels=labels))
    if restored:
        labels = "、".join(subject_label(programme, n) for n in restored)
        yield Say(Role.NOTE, Talk.RESTORED.format(labels=labels))


def _told_of_conflicts(
    before: Standing, after: Standing, entry: Entry
) -> Iterator[Say]:
    """Say what no longer fits together; of a list, in short and by kind."""
    known = {(c.check.id, c.message) for c in before.conflicts if _is_due(before, c)}
    new = [
        conflict
        for conflict in after.conflicts
        if (conflict.check.id, conflict.message) not in known
        and _is_due(after, conflict)
    ]
    if entry.action is Action.ROWS and len(new) > 1:
        yield from _findings_in_short(after, new)
        return
    for conflict in new:
        yield conflict_say(conflict.check.model.severity, conflict.message)


def _findings_in_short(standing: Standing, found: Sequence[Conflict]) -> Iterator[Say]:
    """Tell findings by kind, each in a line with its first rows."""
    yield Say(Role.WARNING, findings_head(found))
    kind = ""
    for number, conflict in enumerate(by_severity(found), start=1):
        severity = conflict.check.model.severity
        if severity != kind:
            kind = severity
            yield Say(_SEVERITY_ROLES[kind], _SEVERITY_WORDS[kind])
        text = conflict.told.partition("。")[0]
        if conflict.rows:
            rows = rows_shown(conflict.rows, _MOST_ROWS)
            text += Phrase.ROWS_FOUND.format(rows=rows)
        if conflict.difference is not None:
            text += Lists.FOUND_FIGURES.format(**_figures(standing, conflict))
        told = Lists.FOUND_LINE.format(number=number, text=text)
        yield Say(_SEVERITY_ROLES[kind], told)
    yield Say(Role.HINT, Lists.FOUND_ALL)


def findings_head(found: Sequence[Conflict]) -> str:
    """Count findings by kind."""
    kinds = [conflict.check.model.severity for conflict in found]
    counts = "，".join(
        Lists.FOUND_KIND.format(kind=word, count=kinds.count(severity))
        for severity, word in _SEVERITY_WORDS.items()
        if severity in kinds
    )
    return Lists.FOUND_HEAD.format(counts=counts)


def by_severity(found: Sequence[Conflict]) -> list[Conflict]:
    """Put findings in the order of their weight, else as they are."""
    weights = list(_SEVERITY_WORDS)
    return sorted(found, key=lambda c: weights.index(c.check.model.severity))


def _is_due(standing: Standing, conflict: Conflict) -> bool:
    """Hold a note back while a fact it speaks of is still to be asked."""
    if conflict.check.model.severity != "note":
        return True
    programme = standing.programme
    questions = [
        programme.questions[question]
        for fact in conflict.facts
        for question in programme.facts[fact].asked_by
    ]
    return not any(
        progress_of(question, standing.state, standing.evaluation) is Progress.OPEN
        and standing.evaluation.relevant(question.id) is True
        for question in questions
    )


def difference_card(
    standing: Standing, conflict: Conflict, typed_source: str
) -> list[Say]:
    """Ask which of two figures holds, both with their sources."""
    words = _figures(standing, conflict)
    says = [Say(Role.QUESTION, Figures.ASK.format(**words, typed_source=typed_source))]
    for number, label in enumerate(difference_labels(standing, conflict), start=1):
        says.append(Say(Role.CHOICE, Talk.CHOICE.format(number=number, label=label)))
    return [*says, Say(Role.HINT, Figures.HOW)]


def difference_labels(standing: Standing, conflict: Conflict) -> list[str]:
    """Say what may be done about two figures: the list's, or the typed one."""
    words = _figures(standing, conflict)
    blocks = conflict.check.model.severity == "block"
    keep = Figures.KEEP_FOR_NOW if blocks else Figures.KEEP
    return [Figures.TAKE.format(**words), keep.format(**words)]


def figure_taken(standing: Standing, conflict: Conflict) -> Say:
    """Say that the list's figure holds from now on."""
    return Say(Role.ECHO, Figures.TAKEN.format(**_figures(standing, conflict)))


def _figures(standing: Standing, conflict: Conflict) -> dict[str, str]:
    two = conflict.difference
    if two is None:
        return {}
    fact = standing.programme.facts[two.fact]
    return {
        "label": fact.model.label,
        "typed": shown_short(fact.spec, two.typed),
        "counted": shown_short(fact.spec, two.counted),
        "source": roster_source(standing.evaluation, two.fact),
    }


def conflict_say(severity: str, message: str) -> Say:
    """Say that two things do not fit together."""
    if severity == "note":
        return Say(Role.NOTE, Talk.CONFLICT_NOTE.format(message=message))
    return Say(Role.WARNING, Talk.CONFLICT.format(message=message))


def _turning_point(before: Standing, after: Standing) -> Iterator[Say]:
    if before.outcome is after.outcome:
        return
    if after.outcome is Outcome.INELIGIBLE:
        yield Say(Role.OUTCOME, Talk.SETTLED_INELIGIBLE)
    elif after.outcome is Outcome.ELIGIBLE:
        yield Say(Role.OUTCOME, Talk.SETTLED_ELIGIBLE)


def standing_line(standing: Standing) -> Say:
    """Say in one line how many clauses are met, unmet and open."""
    statuses = [v.status for v in standing.verdicts]
    return Say(
        Role.OUTCOME,
        Talk.STANDING.format(
            met=statuses.count(Status.MET),
            unmet=statuses.count(Status.UNMET),
            unknown=statuses.count(Status.UNKNOWN),
            total=len(statuses),
        ),
    )


def subject_label(programme: Programme, name: str) -> str:
    """Return what people call a fact or roster; a notice goes by its first words."""
    if name in programme.facts:
        return programme.facts[name].model.label
    if name in programme.rosters:
        return programme.rosters[name].model.title
    return _cut(programme.questions[name].model.screen, _SHORT_ECHO)


def help_card(standing: Standing) -> list[Say]:  # noqa: ARG001 (as the other cards)
    """Say which commands there are."""
    return [Say(Role.NOTE, Talk.HELP)]


def after_moving(before: Standing, after: Standing, entry: Entry) -> list[Say]:
    """Say what taking a step back, or doing it again, changed."""
    if entry.action is Action.MERGE:
        return [standing_line(after)]
    if entry.action not in {Action.ANSWER, Action.ROWS, Action.CLEAR}:
        return []
    return [*consequences(before, after, entry), standing_line(after)]


def undone(standing: Standing, entry: Entry, *, again: bool) -> Say:
    """Say what was taken back, or done again."""
    what = what_was_said(standing.programme, standing, entry)
    what = what.removeprefix(Talk.ECHO.partition("：")[0] + "：")
    return Say(Role.ECHO, (Talk.REDONE if again else Talk.UNDONE).format(what=what))
