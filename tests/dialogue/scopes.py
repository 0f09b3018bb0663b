"""Names and values for expressions under test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sme_assistant.dialogue.expressions import UNKNOWN, Result, Row, Unknown
from sme_assistant.dialogue.parsing import Names, Type, parse
from sme_assistant.values import Kind, Option, Spec

DISTRICTS = (
    Option("hills", "山区", group="remote"),
    Option("town", "城区", group="central"),
)
FUNCTIONS = (Option("training", "培训"), Option("lending", "融资"))
SPECS: dict[str, Spec] = {
    **{name: Spec(Kind.YESNO, name) for name in ("a", "b", "c")},
    **{name: Spec(Kind.COUNT, name, unit="人") for name in ("n", "m", "k")},
    "firms": Spec(Kind.COUNT, "firms", unit="家"),
    "assets": Spec(Kind.AMOUNT, "assets"),
    "debts": Spec(Kind.AMOUNT, "debts"),
    "rate": Spec(Kind.PERCENT, "rate"),
    "since": Spec(Kind.DATE, "since"),
    "day": Spec(Kind.DATE, "day"),
    "name": Spec(Kind.TEXT, "name"),
    "district": Spec(Kind.CHOICE, "district", options=DISTRICTS),
    "functions": Spec(Kind.MULTI, "functions", options=FUNCTIONS),
}
COLUMNS = {
    "name": SPECS["name"],
    "rating": Spec(
        Kind.CHOICE, "rating", options=(Option("good", "好"), Option("bad", "差")),
    ),
    "title": Spec(
        Kind.CHOICE, "title", open=True,
        options=(Option("senior", "高级", ("高级工程师",)), Option("other", "其他")),
    ),
}  # fmt: skip
PARAMETERS: dict[str, tuple[Type, int | Decimal | str]] = {
    "ten": (Type("number", "人"), 10),
    "two_years": (Type("number", "年"), 2),
    "enough": (Type("number", "%"), Decimal(80)),
    "two_hundred": (Type("number", "万元"), Decimal(200)),
    "factor": (Type("number"), 100),
    "pattern": (Type("text"), "小.+台"),
}
NAMES = Names(
    facts=SPECS,
    parameters={name: kind for name, (kind, _) in PARAMETERS.items()},
    rosters={"firms_list": COLUMNS},
    roster_units={"firms_list": "家"},
)


@dataclass(frozen=True)
class Values:
    """A scope of known values; what is not given is unknown."""

    given: Mapping[str, Result] = field(default_factory=dict)
    lists: Mapping[str, Sequence[Row]] = field(default_factory=dict)

    def fact(self, name: str) -> Result:
        return self.given.get(name, UNKNOWN)

    def parameter(self, name: str) -> Result:
        return PARAMETERS[name][1]

    def rows(self, roster: str) -> Sequence[Row] | Unknown:
        return self.lists.get(roster, UNKNOWN)

    def is_answered(self, name: str) -> bool:
        return name in self.given


def value_of(text: str, **given: Result) -> Result:
    """Parse an expression and evaluate it over some values."""
    return parse(text, NAMES).evaluate(Values(given))
