"""The dialogue files as models: one model a file, one field a key.

What stands in a file is all there is: no model knows a clause, a threshold or a
question. Every scalar arrives from YAML as text (see ``sme_assistant.marked``), so
that each field decides for itself what it is; names are resolved and expressions
typed later, by ``dialogue.checking``.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from sme_assistant.values import Kind

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Citation = Annotated[
    str,
    StringConstraints(pattern=r"^(\d+(\(\d+\))?(#[a-z][a-z0-9_]*)?|附件[1-9])$"),
]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Expression = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


def _flag(value: object) -> object:
    """Accept true and false alone: YAML 1.1's yes, no, on and off are text."""
    return (
        {"true": True, "false": False}.get(value, value)
        if isinstance(value, str)
        else value
    )


Flag = Annotated[bool, BeforeValidator(_flag), Field(strict=True)]


class Model(BaseModel):
    """The base of all: immutable, and a key nobody knows is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# --- programme.yaml ---------------------------------------------------------


class Authority(Model):
    """A department, as the regulation prints it and as it is named now."""

    printed: Text
    now: Text


class Migration(Model):
    """What a newer dialogue changed, so that older answers find their place.

    Attributes:
        to: The dialogue version that made the change.
        rename: Old fact or roster id to new one.
        drop: Fact ids that are gone; their answers are listed, not lost.
        values: Fact id to {old canonical value: new one}.
    """

    to: int
    rename: dict[Id, Id] = {}
    drop: tuple[Id, ...] = ()
    values: dict[Id, dict[str, str]] = {}


class ProgrammeFile(Model):
    """``programme.yaml``: what this programme is and which text it follows.

    Attributes:
        version: Raised with each change that touches stored answers.
        edition: Which edition of the regulation this follows, in a few words.
        edition_notice: What people are told about the edition, on the first screen
            and in the package.
        regulation_sha256: Hash of the regulation's text without white space.
        dated_by: The fact whose day decides which dated parameters hold.
        named_by: The fact that names the applicant.
        deadline_notice: What people are told about when to apply.
        found_by: The facts by which cases are found, besides their names.
    """

    id: Id
    title: Text
    version: int
    edition: Text
    edition_notice: Text
    regulation_sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    authorities: dict[Literal["municipal", "district"], Authority]
    dated_by: Id
    named_by: Id
    deadline_notice: Text | None = None
    found_by: tuple[Id, ...] = ()
    migrations: tuple[Migration, ...] = ()


# --- regulation.yaml --------------------------------------------------------


class Condition(Model):
    """One requirement within a clause, cited as ``6(3)#staff_number``.

    Attributes:
        text: The words of the clause that state it, verbatim.
    """

    id: Id
    text: Text


class Clause(Model):
    """One numbered clause （一）, cited as ``6(1)``.

    Attributes:
        number: 1 for （一）.
        text: Verbatim, with its number.
        conditions: Its requirements one by one, where it has several.
    """

    number: int
    text: Text
    conditions: tuple[Condition, ...] = ()


class Article(Model):
    """One article, cited as ``6``.

    Attributes:
        chapter: The chapter heading, on the first article of a chapter.
        nature: Normative binds the applicant and must be covered by a criterion or
            a material; procedural says what happens; informative says the rest.
        text: Verbatim: the whole article, or its words before the first clause.
        clauses: Its numbered clauses.
    """

    number: int
    chapter: Text | None = None
    nature: Literal["normative", "procedural", "informative"]
    text: Text
    clauses: tuple[Clause, ...] = ()
    conditions: tuple[Condition, ...] = ()


class Box(Model):
    """One box of a form.

    Attributes:
        label: The printed label, verbatim (a source's misprint is noted apart).
        facts: The facts that fill it.
        roster: The roster whose rows fill it.
        left_blank: Why nobody but another office fills it.
        printed_as: What our form prints instead of a misprint of the source.
    """

    label: Text
    facts: tuple[Id, ...] = ()
    roster: Id | None = None
    left_blank: Text | None = None
    printed_as: Text | None = None


class Form(Model):
    """One of the forms annexed to the regulation, cited as ``附件1``."""

    id: Citation
    title: Text
    text: Text
    boxes: tuple[Box, ...]


class RegulationFile(Model):
    """``regulation.yaml``: the law, verbatim."""

    title: Text
    articles: tuple[Article, ...]
    forms: tuple[Form, ...]


# --- parameters.yaml --------------------------------------------------------


class Dated(Model):
    """A value and the day from which it holds."""

    since: date
    value: Text


class Parameter(Model):
    """One threshold, by name.

    Attributes:
        kind: As of a fact; ``number`` is a bare number such as years.
        unit: The measure word of a count or of a bare number.
        values: One value, or one for each day from which another holds.
        cite: The clause that sets it.
    """

    label: Text
    kind: Literal["count", "amount", "percent", "area", "number", "text"]
    unit: Text | None = None
    values: tuple[Dated, ...] = Field(min_length=1)
    cite: Citation


class ParametersFile(Model):
    """``parameters.yaml``: every threshold."""

    parameters: dict[Id, Parameter]


# --- facts.yaml -------------------------------------------------------------


class Choice(Model):
    """One option of a choice.

    Attributes:
        spoken: What is said aloud instead of the label, where that cannot be said;
            it must be understood as this option.
    """

    id: Id
    label: Text
    aliases: tuple[Text, ...] = ()
    group: Id | None = None
    notice: Text | None = None
    exclusive: Flag = False
    spoken: Text | None = None


class Range(Model):
    """From and to, both included; either may be left out."""

    least: Decimal | None = None
    most: Decimal | None = None


class FromRoster(Model):
    """How a figure is reckoned from a roster, where there is one.

    Attributes:
        roster: The roster.
        value: The figure, of its rows.
        when: It says something only while this holds.
        check: The cross-check that holds a typed figure against it.
    """

    roster: Id
    value: Expression
    when: Expression | None = None
    check: Id | None = None


class Fact(Model):
    """One thing that is known, asked or computed.

    Attributes:
        label: What people call it, for sentences and tables.
        kind: The kind of value.
        unit: The measure word of a count.
        cite: The clauses and forms it speaks to.
        meaning: What exactly is meant, where the label may mislead.
        find: Where a person finds it (上一年末资产负债表“资产总计”).
        example: A good answer as a person would type it.
        options: For choice and multi.
        options_of: Another fact whose options these are too.
        bounds: What there can be at all.
        plausible: What is usual; anything else is echoed and confirmed.
        personal: Whether it is personal data (a name, a phone).
        default: The value that holds until answered, only while its question is
            relevant: ``today``.
        computed: One expression; then nobody asks it.
        from_roster: How it is reckoned from a roster while nobody has typed it.
    """

    label: Text
    kind: Kind
    unit: Text | None = None
    cite: tuple[Citation, ...] = ()
    meaning: Text | None = None
    find: Text | None = None
    example: Text | None = None
    options: tuple[Choice, ...] = ()
    options_of: Id | None = None
    bounds: Range = Range()
    plausible: Range = Range()
    personal: Flag = False
    default: Literal["today"] | None = None
    computed: Expression | None = None
    from_roster: FromRoster | None = None


class FactsFile(Model):
    """``facts.yaml``: all facts, asked and computed."""

    facts: dict[Id, Fact]


# --- rosters.yaml -----------------------------------------------------------


class Column(Model):
    """One column of a roster; read, shown and bounded like a fact."""

    label: Text
    kind: Kind
    unit: Text | None = None
    headings: tuple[Text, ...] = ()
    example: Text | None = None
    options: tuple[Choice, ...] = ()
    open: Flag = False
    bounds: Range = Range()
    plausible: Range = Range()
    personal: Flag = False
    required: Flag = True


class Roster(Model):
    """One list of rows.

    Attributes:
        title: What the list is called.
        row: What one row is, in a few words (一名服务人员).
        cite: The form or clause that asks for it.
        key: The columns that tell rows apart.
        chooses: The roster of which these rows choose some, by the key.
        otherwise: With it: the parameter that says how many of that roster's first
            rows are taken where nobody chose.
        foot: How rows below the list begin that are none of it (a total, a signature).
        offered: Nobody is asked for it; it may be given all the same.
        columns: In the order of the form.
    """

    title: Text
    row: Text
    unit: Text
    cite: tuple[Citation, ...]
    key: tuple[Id, ...] = Field(min_length=1)
    chooses: Id | None = None
    otherwise: Id | None = None
    foot: tuple[Text, ...] = ()
    offered: Flag = False
    columns: dict[Id, Column]


class RostersFile(Model):
    """``rosters.yaml``: the lists that forms and checks are made of."""

    rosters: dict[Id, Roster]


# --- questions/*.yaml -------------------------------------------------------


class Why(Model):
    """Why a question is asked: a sentence, and the clause behind it."""

    text: Text
    cite: tuple[Citation, ...] = Field(min_length=1)


class Question(Model):
    """One question: it asks one fact, or collects one roster, or only tells.

    Attributes:
        asks: The fact it asks.
        collects: The roster it collects.
        when: It is asked only while this holds; it inherits its parent's condition.
        screen: The wording on screen.
        phone: The wording to read aloud.
        read_back: The sentence that reads the answer back, with ``{fact_id}`` slots
            and, for a list, a slot of the roster's id. For yes or no: what is said
            to a yes.
        read_back_no: What is said to a no.
        unknown: What to say to a caller who does not know: where to find it, whom to
            ask.
        why: Why it is asked, with its clause.
        help: What a person may want to know before answering.
        prompts: For a narrative: questions that help to write it.
        evidence: Evidence items to have at hand.
        optional: May stay unanswered without being missed.
        follow_ups: Questions that belong under this one.
    """

    id: Id
    asks: Id | None = None
    collects: Id | None = None
    when: Expression | None = None
    screen: Text
    phone: Text
    read_back: Text | None = None
    read_back_no: Text | None = None
    unknown: Text | None = None
    why: Why | None = None
    help: Text | None = None
    prompts: tuple[Text, ...] = ()
    evidence: tuple[Id, ...] = ()
    optional: Flag = False
    follow_ups: tuple[Question, ...] = ()


class SectionFile(Model):
    """``questions/NN-*.yaml``: one section of the question tree."""

    section: Id
    title: Text
    intro: Text | None = None
    when: Expression | None = None
    questions: tuple[Question, ...] = Field(min_length=1)


# --- criteria.yaml ----------------------------------------------------------


class Criterion(Model):
    """One node of the criteria tree.

    Exactly one of ``all``, ``any``, ``at_least`` or ``test`` makes it a group or a
    leaf; a judgement has none: people decide it.

    Attributes:
        clause: The clause whose status this node is, on nodes that are reported.
        when: Outside this the node is not applicable.
        all: Every child must be met.
        any: One child must be met.
        at_least: So many children must be met; the number is a parameter.
        of: The children that ``at_least`` counts.
        test: The expression that must hold.
        cite: What the node rests on; conditions as ``6(3)#staff_number``.
        met: Wording for people, with ``{name}`` slots for facts and parameters.
            A group may use ``{details}``, the sentences of its children.
        adjust: For a numeric test, the fact whose shortfall is told and whose
            nearest sufficient value is advised. Not needed where the test compares
            one fact with a parameter.
        wait: The date fact that time itself moves, where waiting is the remedy.
        remedy: What to do when it is unmet.
        nature: ``judgement`` is told, never decided.
    """

    id: Id
    clause: Citation | None = None
    title: Text
    when: Expression | None = None
    all: tuple[Criterion, ...] = ()
    any: tuple[Criterion, ...] = ()
    at_least: Id | None = None
    of: tuple[Criterion, ...] = ()
    test: Expression | None = None
    cite: tuple[Citation, ...] = Field(min_length=1)
    met: Text
    unmet: Text
    unknown: Text
    not_applicable: Text | None = None
    adjust: Id | None = None
    wait: Id | None = None
    remedy: Text | None = None
    nature: Literal["hard", "judgement"] = "hard"

    @property
    def children(self) -> tuple[Criterion, ...]:
        """The nodes below, in order."""
        return self.all or self.any or self.of


class CriteriaFile(Model):
    """``criteria.yaml``: the hard criteria, all of which decide, and the judgements."""

    hard: tuple[Criterion, ...] = Field(min_length=1)
    judgements: tuple[Criterion, ...] = ()


# --- materials.yaml ---------------------------------------------------------


class EvidenceItem(Model):
    """One thing an applicant gathers.

    Attributes:
        fact: The choice fact that says whether it is at hand.
        period: Which period it must cover.
        copies: How many copies, in words.
        seal: Whose seal or signature it needs.
        minimum: The parameter that says how many there must be.
        valid_on: The date fact of the day it must still be valid on.
        covers: The number fact of the year its period must have in it.
        when: Needed only while this holds.
    """

    id: Id
    title: Text
    fact: Id
    form: Text
    period: Text | None = None
    copies: Text | None = None
    seal: Text | None = None
    minimum: Id | None = None
    valid_on: Id | None = None
    covers: Id | None = None
    when: Expression | None = None


class Document(Model):
    """One document the program writes.

    Attributes:
        template: The Word template.
        workbook_of: Rosters that are also written as an Excel file.
        file: The file's name in the package, without its ending.
        roster: The roster without whose rows the document is not complete.
        for_each: One document a row of this roster.
        bound: Whether it is part of the bound volume; ``until_evidence`` is for a form
            that comes back as evidence of the same material.
        form: How it is handed in, for the list of materials.
        period: What time it must speak of.
        copies: How many.
        seal: Who signs and seals it.
    """

    id: Id
    title: Text
    template: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+\.docx$")]
    file: Text
    roster: Id | None = None
    for_each: Id | None = None
    when: Expression | None = None
    bound: Literal["always", "until_evidence", "never"] = "always"
    form: Text | None = None
    period: Text | None = None
    copies: Text | None = None
    seal: Text | None = None


class Material(Model):
    """One of article 9's materials, in its order."""

    item: Citation
    title: Text
    short: Text
    documents: tuple[Document, ...] = ()
    evidence: tuple[EvidenceItem, ...] = ()


class Bar(Model):
    """One bar of a chart, or one group of them: a label and a figure a series."""

    label: Text
    facts: tuple[Id, ...] = Field(min_length=1)


class Chart(Model):
    """A chart that templates may ask for as ``{{ charts.<id> }}``.

    Attributes:
        title: What stands below it, with ``{name}`` slots.
        series: What the bars of a group are called, with slots, in the order of their
            facts.
        bars: In their order; one whose figures are not all known is left out.
        least: With fewer bars there is no chart.
    """

    id: Id
    title: Text
    series: tuple[Text, ...] = Field(min_length=1)
    bars: tuple[Bar, ...] = Field(min_length=1)
    least: Annotated[int, Field(ge=1)] = 1


class MaterialsFile(Model):
    """``materials.yaml``: what the package holds.

    Attributes:
        charts: What documents may show as a picture.
        front: Documents before the first material (cover and contents).
        back: Documents after the last (self-assessment, what is missing).
    """

    materials: tuple[Material, ...] = Field(min_length=1)
    charts: tuple[Chart, ...] = ()
    front: tuple[Document, ...] = ()
    back: tuple[Document, ...] = ()


# --- checks.yaml ------------------------------------------------------------


class Check(Model):
    """One cross-check between claims, rosters and forms.

    Attributes:
        severity: ``block`` keeps a package a draft, ``warn`` is told and must be
            looked at, ``note`` is only told.
        when: Checked only while this holds.
        test: What must hold; unknown is no conflict.
        message: What is told when it does not hold, with ``{name}`` slots.
    """

    severity: Literal["block", "warn", "note"]
    when: Expression | None = None
    test: Expression
    message: Text
    cite: tuple[Citation, ...] = Field(min_length=1)


class ChecksFile(Model):
    """``checks.yaml``: the cross-checks, by id."""

    checks: dict[Id, Check]


# --- interpretations.yaml ---------------------------------------------------


class Interpretation(Model):
    """A place where the text is ambiguous, and the reading taken.

    Attributes:
        question: What is ambiguous.
        reading: The reading this program takes.
        because: Why.
        ask: What to ask the district.
        shown_with: Criteria beside whose result the reading is told.
    """

    cite: tuple[Citation, ...] = Field(min_length=1)
    question: Text
    reading: Text
    because: Text
    ask: Text
    shown_with: tuple[Id, ...] = ()


class InterpretationsFile(Model):
    """``interpretations.yaml``: the readings taken, by id."""

    interpretations: dict[Id, Interpretation]


# --- lookup.yaml ------------------------------------------------------------


class LookupQuestion(Model):
    """A question people ask, with the clauses that answer it.

    Attributes:
        cite: The clauses that answer, best first; no conditions within them.
        asked: Its phrasings, one a line, the plainest first.
        answer: The answer, in plain words.
        criteria: Criteria whose verdict is what the answer means for a case.
        facts: Facts of the case that the answer is about, shown where they are known.
        interpretation: The reading the answer takes, where the text is ambiguous.
    """

    cite: tuple[Citation, ...] = Field(min_length=1)
    asked: Text
    answer: Text
    criteria: tuple[Id, ...] = ()
    facts: tuple[Id, ...] = ()
    interpretation: Id | None = None


class Topic(Model):
    """What people ask and the regulation does not answer.

    Attributes:
        asked: Its phrasings, one a line.
        words: Words that point to the topic wherever they stand.
        unless: Words beside which they do not.
        answer: What is said instead of an answer.
        turn_to: To whom to turn.
    """

    asked: Text
    words: tuple[Text, ...] = ()
    unless: tuple[Text, ...] = ()
    answer: Text
    turn_to: Text


class Fallback(Model):
    """What is said where nothing fits, and to whom to turn."""

    answer: Text
    turn_to: Text


class LookupFile(Model):
    """``lookup.yaml``: questions people ask, answers, and the words they use.

    Attributes:
        elsewhere: What the regulation does not answer.
        synonyms: Word to what people say for it, blank-separated.
        concepts: What words are about, to those words, blank-separated.
        outside: The same of what the regulation knows nothing of.
        fillers: Words that mean nothing here, blank-separated.
        measures: Measure word to what people say for it, blank-separated.
        percent: What stands before a number of percent.
        how_many: Words that ask for a number, blank-separated, the usual one first.
        endings: Characters that at the end of a sentence only make it a question.
        light: Characters that say little by themselves or in a pair.
        subject: Words that only name what all questions are about, blank-separated.
    """

    questions: dict[Id, LookupQuestion] = Field(min_length=1)
    elsewhere: dict[Id, Topic] = {}
    fallback: Fallback
    synonyms: dict[Text, Text | None] = {}
    concepts: dict[Text, Text] = {}
    outside: dict[Text, Text] = {}
    fillers: str = ""
    measures: dict[Text, Text | None] = {}
    percent: Text
    how_many: Text
    endings: str = ""
    light: str = ""
    subject: str = ""


# --- quick.yaml -----------------------------------------------------------


class Spoken(Model):
    """How people speak of a fact when they tell several in one go.

    Words and units are separated by blanks. The options of a choice and of a ``multi``
    are heard by their labels and aliases.

    Attributes:
        words: What they call it.
        units: What a figure of it is counted in.
        alone: Units by which a figure is this fact's without a word.
        yes: What says that it is so.
        no: What says that it is not.
        chooses: A ``multi`` fact, and the option of it that whoever speaks of this
            fact has chosen.
    """

    words: str = ""
    units: str = ""
    alone: str = ""
    yes: str = ""
    no: str = ""
    chooses: dict[Id, Id] = {}


class QuickFile(Model):
    """``quick.yaml``: an answer without a case, from what a person says in one go.

    Attributes:
        asks: The facts asked one by one when nothing was told, in order.
        spoken: Fact to how people speak of it.
        about: What stands before a figure and makes it inexact.
        about_after: What stands after it and does the same.
        lasted: What stands before a span of time, and not before a year.
        negations: What turns the words after it into their opposite.
        fillers: Words that say nothing.
    """

    asks: tuple[Id, ...] = Field(min_length=1)
    spoken: dict[Id, Spoken] = Field(min_length=1)
    about: str = ""
    about_after: str = ""
    lasted: str = ""
    negations: str = ""
    fillers: str = ""


# --- scenarios/*.yaml -----------------------------------------------------


class ExpectedShortfall(Model):
    """A shortfall that must be told."""

    fact: Id
    gap: Text
    unit: Text | None = None


class Expectation(Model):
    """What must come out of a scenario.

    Attributes:
        verdict: The verdict on the whole.
        clauses: The status of each clause named here.
        asked: Questions that must be on the path, in this order.
        not_asked: Questions that must not be on the path.
        next: The question asked next; ``none`` when nothing is left.
        shortfalls: Shortfalls that must be told, by clause.
        conflicts: The conflicts that must be found, no others of severity block
            or warn.
        says: Clause to words its explanation must hold.
        fixes: Sets of facts; some advised set of changes must change just these.
        missing: Facts that could still change the verdict and must be named.
    """

    verdict: Literal["eligible", "ineligible", "incomplete"]
    clauses: dict[Citation, Literal["met", "unmet", "unknown", "not_applicable"]] = {}
    asked: tuple[Id, ...] = ()
    not_asked: tuple[Id, ...] = ()
    next: Id | None = None
    shortfalls: dict[Citation, tuple[ExpectedShortfall, ...]] = {}
    conflicts: tuple[Id, ...] | None = None
    says: dict[Citation, Text] = {}
    fixes: tuple[tuple[Id, ...], ...] = ()
    missing: tuple[Id, ...] = ()
    documents: dict[Id, tuple[Text, ...]] = {}


class Scenario(Model):
    """Answers in; path, verdicts, gaps and document lines out.

    Attributes:
        based_on: Another scenario whose answers come first.
        today: The day on which it plays.
        answers: Fact id to what is typed; ``null`` takes back a base's answer.
    """

    title: Text
    based_on: Id | None = None
    today: date | None = None
    answers: dict[Id, str | tuple[str, ...] | None] = {}
    rosters: dict[Id, tuple[dict[Id, str], ...]] = {}
    expect: Expectation


class ScenariosFile(Model):
    """``scenarios/*.yaml``: scenarios by id."""

    scenarios: dict[Id, Scenario]
