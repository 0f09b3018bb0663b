"""Random answers and random work on a case of the shipped programme."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from sme_assistant.assistant.programmes import shipped_programme
from sme_assistant.dialogue.programme import FactDefinition
from sme_assistant.engine.conflicts import conflicts
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.log import Action, Deferral, Entry
from sme_assistant.engine.path import next_question, parked
from sme_assistant.engine.replay import State
from sme_assistant.engine.verdicts import Status, judge
from sme_assistant.values import Kind, Spec, Value, write

PROGRAMME = shipped_programme()
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
FUNCTIONS = ("information", "technology", "startup", "training", "financing")
ASKED = {n: f for n, f in PROGRAMME.facts.items() if f.asked_by}
DECIDING = tuple(
    name
    for name in ASKED
    if any(name in PROGRAMME.base_facts(c.test) for c in PROGRAMME.criteria.values())
)
"""The facts that some criterion rests on."""
Values = Mapping[str, Value]


# --- answers ---------------------------------------------------------------------

_THRESHOLDS: dict[Kind, list[Decimal]] = {
    kind: [
        Decimal(value)
        for parameter in PROGRAMME.parameters.values()
        if parameter.spec.kind is kind
        and kind in {Kind.COUNT, Kind.AMOUNT, Kind.PERCENT}
        for value in parameter.values
    ]
    for kind in Kind
}
_SMALLEST: dict[Kind, int | Decimal] = {
    Kind.COUNT: 1,
    Kind.AMOUNT: Decimal("0.01"),
    Kind.PERCENT: Decimal("0.01"),
}


def around(kind: Kind) -> list[int | Decimal]:
    """Return nothing, the thresholds of a kind, and the values beside them."""
    step = Decimal(_SMALLEST[kind])
    near = {value + step * n for value in _THRESHOLDS[kind] for n in (-1, 0, 1)}
    found = sorted(value for value in {*near, Decimal(0)} if value >= 0)
    return [int(value) for value in found] if kind is Kind.COUNT else list(found)


def anniversaries() -> list[date]:
    """Return the days around two years before today, and others worth a look."""
    two_years = date(TODAY.year - 2, TODAY.month, TODAY.day)
    days = [two_years + timedelta(days=n) for n in (-1, 0, 1)]
    return [*days, TODAY, date(2019, 3, 15), date(2024, 2, 29), date(2027, 1, 1)]


def values_of(spec: Spec) -> st.SearchStrategy[Value]:
    """Give values of a kind, thresholds and the values beside them above all."""
    ids = [option.id for option in spec.options]
    match spec.kind:
        case Kind.YESNO:
            return st.booleans()
        case Kind.CHOICE:
            return st.sampled_from(ids)
        case Kind.MULTI:
            return st.sets(st.sampled_from(ids)).map(
                lambda chosen: tuple(o for o in ids if o in chosen)
            )
        case Kind.COUNT | Kind.AMOUNT | Kind.PERCENT:
            return st.sampled_from(around(spec.kind))
        case Kind.AREA:
            return st.sampled_from([Decimal(0), Decimal(300), Decimal(600)])
        case Kind.DATE:
            return st.sampled_from(anniversaries())
        case _:
            return st.sampled_from(["甲", "重庆市甲中小企业公共服务示范平台"])


def value_of(fact: FactDefinition) -> st.SearchStrategy[Value]:
    """Give values of a fact."""
    return values_of(fact.spec)


@st.composite
def answers(
    draw: st.DrawFn, names: tuple[str, ...] = tuple(ASKED), least: int = 0
) -> dict[str, Value]:
    """Give answers to some of these facts."""
    chosen = draw(st.lists(st.sampled_from(names), unique=True, min_size=least))
    return {name: draw(value_of(ASKED[name])) for name in chosen}


@st.composite
def full_answers(draw: st.DrawFn) -> dict[str, Value]:
    """Give an eligible applicant's answers, but for a few that are drawn.

    Nothing is unanswered: functions not applied for are answered as well.
    """
    drawn = draw(answers(DECIDING).filter(lambda found: len(found) <= _DRAWN))
    return {**_AMPLE, **ELIGIBLE, **drawn}


_DRAWN = 6


ELIGIBLE: dict[str, Value] = {
    **{name: True for name in DECIDING if ASKED[name].spec.kind is Kind.YESNO},
    "adverse_credit_record": False,
    "district": "yuzhong",
    "operating_since": date(2019, 3, 15),
    "total_assets": Decimal(260),
    "enterprises_served": 105,
    "satisfaction_rate": Decimal(96),
    "service_staff": 20,
    "qualified_staff": 18,
    "aggregated_institutions": 7,
    "service_functions": ("training",),
    "training_attendances": 1350,
}

_AMPLE: dict[str, Value] = {
    name: 5_000 if ASKED[name].spec.kind is Kind.COUNT else Decimal(50_000)
    for name in DECIDING
    if ASKED[name].spec.kind in {Kind.COUNT, Kind.AMOUNT}
}


def evaluate(values: Values, today: date = TODAY) -> Evaluation:
    """Evaluate the shipped programme over answers."""
    return Evaluation(PROGRAMME, values, {}, today)


def eligible(**changes: Value) -> Evaluation:
    """Evaluate an eligible applicant's answers with a few changed."""
    return evaluate({**ELIGIBLE, **changes})


def without(*names: str, **changes: Value) -> Evaluation:
    """Evaluate an eligible applicant's answers with a few taken away."""
    kept = {n: v for n, v in ELIGIBLE.items() if n not in names}
    return evaluate({**kept, **changes})


def statuses(evaluation: Evaluation) -> dict[str, Status]:
    """Return criterion id to status, for every criterion that is judged."""
    return {v.criterion.id: v.status for top in judge(evaluation) for v in top}


def reported(evaluation: Evaluation) -> dict[str, Status]:
    """Return clause to status."""
    return {
        v.criterion.model.clause: v.status
        for top in judge(evaluation)
        for v in top
        if v.criterion.model.clause
    }


# --- work on a case --------------------------------------------------------------


def entry(action: Action, subject: str = "", value: str = "") -> Entry:
    """Return an entry of today's dialogue."""
    version = PROGRAMME.meta.version
    return Entry(action, subject, NOW, value=value, version=version)


def answered(name: str, value: Value) -> Entry:
    """Return the entry that answers a fact."""
    return entry(Action.ANSWER, name, write(PROGRAMME.facts[name].spec, value))


@st.composite
def answer_entries(draw: st.DrawFn) -> Entry:
    """Give an answer to one of the facts."""
    name = draw(st.sampled_from(tuple(ASKED)))
    return answered(name, draw(value_of(ASKED[name])))


@st.composite
def row_entries(draw: st.DrawFn) -> Entry:
    """Give a list of a few rows, some cells of them blank."""
    roster = draw(st.sampled_from(tuple(PROGRAMME.rosters.values())))
    row = st.fixed_dictionaries(
        {}, optional={name: values_of(spec) for name, spec in roster.columns.items()}
    )
    rows = tuple(
        tuple((c, write(roster.columns[c], v)) for c, v in cells.items())
        for cells in draw(st.lists(row, max_size=3))
    )
    version = PROGRAMME.meta.version
    return Entry(Action.ROWS, roster.id, NOW, rows=rows, version=version)


QUESTIONS = tuple(PROGRAMME.questions)
deferral_entries = st.builds(
    lambda question, why: entry(Action.DEFER, question, why),
    st.sampled_from(QUESTIONS),
    st.sampled_from(tuple(Deferral)),
)
seen_entries = st.builds(
    lambda question: entry(Action.SEEN, question), st.sampled_from(QUESTIONS[:4])
)
clear_entries = st.builds(
    lambda subject: entry(Action.CLEAR, subject),
    st.sampled_from((*ASKED, *PROGRAMME.rosters, *QUESTIONS)),
)
words = st.one_of(
    answer_entries(), row_entries(), deferral_entries, seen_entries, clear_entries
)
logs = st.lists(
    st.one_of(
        words,
        words,
        st.just(entry(Action.UNDO)),
        st.just(entry(Action.REDO)),
        st.just(entry(Action.ANSWER, "fax_number", "1")),
        st.just(entry(Action.ANSWER, "district", "atlantis")),
    ),
    max_size=14,
)


def outlook(state: State) -> dict[str, object]:
    """Return everything that a person could see of a state, by name."""
    evaluation = Evaluation(PROGRAMME, state.values, state.rows, TODAY)
    return {
        "live": {name: evaluation.fact(name) for name in PROGRAMME.facts},
        "rows": {name: evaluation.rows(name) for name in PROGRAMME.rosters},
        "parked": parked(evaluation, state),
        "verdicts": judge(evaluation),
        "next": next_question(evaluation, state),
        "conflicts": [(c.check.id, c.message) for c in conflicts(evaluation)],
        "deferred": dict(state.deferred),
        "seen": state.seen,
    }
