"""Export a programme to SurveyJS: the same questions, conditions and criteria.

SurveyJS knows two values only, so an unanswered test counts as false there; the work
to be done is the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sme_assistant.dialogue import expressions as ex
from sme_assistant.dialogue.programme import (
    CriterionDefinition,
    Programme,
    QuestionDefinition,
)
from sme_assistant.values import Kind, Value

_TYPES = {
    Kind.YESNO: "boolean",
    Kind.CHOICE: "dropdown",
    Kind.MULTI: "checkbox",
    Kind.LONG_TEXT: "comment",
}
_SIGNS = {"==": "=", "!=": "<>"}


class Exporter:
    """Turns one programme into SurveyJS's JSON."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme

    def survey(self) -> dict[str, object]:
        """Return the survey: one page a section, one calculated value a criterion."""
        pages: dict[str, list[dict[str, object]]] = {}
        for question in self.programme.questions.values():
            if question.model.asks:
                pages.setdefault(question.section.id, []).append(
                    self.question(question)
                )
        criteria = [
            {"name": f"c_{node.id}", "expression": self.criterion(node)}
            for node in self.programme.hard
        ]
        return {
            "pages": [{"name": n, "elements": e} for n, e in pages.items()],
            "calculatedValues": criteria,
        }

    def question(self, question: QuestionDefinition) -> dict[str, object]:
        """Return one question with its choices and its condition."""
        spec = self.programme.facts[str(question.model.asks)].spec
        found: dict[str, object] = {
            "type": _TYPES.get(spec.kind, "text"),
            "name": question.model.asks,
        }
        if spec.options:
            found["choices"] = [option.id for option in spec.options]
        conditions: list[str] = []
        above: QuestionDefinition | None = question
        while above is not None:
            if above.when is not None:
                conditions.append(self.expression(above.when))
            above = self.programme.questions[above.parent] if above.parent else None
        if conditions:
            found["visibleIf"] = " and ".join(f"({c})" for c in conditions)
        return found

    def criterion(self, node: CriterionDefinition) -> str:
        """Return a criterion and all below it as one expression."""
        if node.test is not None:
            inner = self.truth(node.test)
        else:
            joiner = " and " if node.mode == "all" else " or "
            inner = joiner.join(f"({self.criterion(child)})" for child in node.children)
        if node.when is None:
            return inner
        return f"iif({self.expression(node.when)}, ({inner}), false)"

    def truth(self, node: ex.Node) -> str:
        """Return an expression that is true or false."""
        text = self.expression(node)
        return f"{text} = true" if isinstance(node, ex.FactName) else text

    def expression(self, node: ex.Node) -> str:  # noqa: C901, PLR0911 (one arm a node)
        """Return an expression in SurveyJS's language."""
        match node:
            case ex.Constant(value=value):
                return f"'{value}'" if isinstance(value, str) else str(value).lower()
            case ex.FactName(name=name):
                computed = self.programme.facts[name].computed
                return f"({self.expression(computed)})" if computed else f"{{{name}}}"
            case ex.ParameterName(name=name):
                return str(self.programme.parameters[name].values[-1])
            case ex.Not(part=part):
                return f"iif({self.truth(part)}, false, true)"
            case ex.Junction(decisive=decisive, children=parts):
                joiner = " or " if decisive else " and "
                return joiner.join(f"({self.truth(part)})" for part in parts)
            case ex.Comparison(left=left, operator=operator, right=right):
                sign = _SIGNS.get(operator, operator)
                return f"{self.expression(left)} {sign} {self.expression(right)}"
            case ex.Membership(item=item, holder=tuple() as options):
                listed = ", ".join(f"'{option}'" for option in options)
                return f"{self.expression(item)} anyof [{listed}]"
            case ex.Membership(item=item, holder=holder):
                assert not isinstance(holder, tuple)  # noqa: S101 (the arm above)
                return f"{self.expression(holder)} contains {self.expression(item)}"
            case ex.Conditional(condition=condition, then=then, otherwise=otherwise):
                arms = f"{self.expression(then)}, {self.expression(otherwise)}"
                return f"iif({self.truth(condition)}, {arms})"
            case ex.Arithmetic(left=left, operator=operator, right=right):
                return f"({self.expression(left)} {operator} {self.expression(right)})"
            case ex.Group(part=part, groups=groups):
                return self.group(self.expression(part), groups)
            case ex.Call(function=function, children=parts):
                return self.call(function, [self.expression(part) for part in parts])
        raise NotImplementedError(type(node).__name__)

    def group(self, fact: str, groups: Mapping[str, str]) -> str:
        """Return nested conditions that give a choice's group."""
        text = "''"
        for group in dict.fromkeys(groups.values()):
            options = ", ".join(f"'{o}'" for o, g in groups.items() if g == group)
            text = f"iif({fact} anyof [{options}], '{group}', {text})"
        return text

    def call(self, function: str, parts: list[str]) -> str:
        """Return a function call; dates only need comparable work, not our calendar."""
        if function == "share":
            return f"({parts[0]} * 100 / {parts[1]})"
        if function == "years_between":
            return f"(year({parts[1]}) - year({parts[0]}))"
        if function == "count":
            return f"{parts[0].rstrip('}')}.length}}"
        return f"{function}({', '.join(parts)})"


def plain(value: Value) -> object:
    """Return a value as JSON holds it."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
