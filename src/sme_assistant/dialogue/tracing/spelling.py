"""Conditions in words, for people who read no expressions."""

from __future__ import annotations

from sme_assistant.dialogue import expressions as ex
from sme_assistant.dialogue.programme import Programme
from sme_assistant.values import Kind, Option, show

_SIGNS = {
    "==": "是",
    "!=": "不是",
    "<": "小于",
    "<=": "不超过",
    ">": "大于",
    ">=": "不少于",
}
_CALLS = {
    "count": "{0}的项数",
    "years_between": "{0}到{1}的整年数",
    "year": "{0}的年份",
    "share": "{0}占{1}的比例",
    "matches": "{0}符合{1}",
    "same_name": "{0}和{1}是同一个名称",
    "mentions": "{0}提到{1}",
    "length": "{0}的字数",
}
_FLAGS = {True: "是", False: "否"}
_JOINED = {"sum": "之和", "min": "中最小的", "max": "中最大的"}


def spell(programme: Programme, node: ex.Node) -> str:
    """Say an expression in words."""
    return _Speller(programme).say(node)


class _Speller:
    def __init__(self, programme: Programme) -> None:
        self.programme = programme

    def say(self, node: ex.Node) -> str:
        match node:
            case ex.Constant(value=value):
                return (
                    {True: "是", False: "否"}.get(value, str(value))
                    if (isinstance(value, bool))
                    else str(value)
                )
            case ex.FactName(name=name):
                return self.programme.facts[name].model.label
            case ex.ParameterName(name=name):
                return self._parameter(name)
            case ex.ColumnName(spec=spec):
                return spec.label
            case ex.IsAnswered(name=name):
                return f"已填{self.programme.facts[name].model.label}"
            case ex.Rows():
                return self._rows(node)
            case ex.Alike() | ex.Listed() | ex.IsBlank() | ex.Total() | ex.Listing():
                return self._about_rows(node)
        return self._joined(node)

    def _joined(self, node: ex.Node) -> str:
        match node:
            case ex.Not(part=part):
                return f"不是“{self.say(part)}”"
            case ex.Junction(decisive=decisive, children=parts):
                word = "，或者" if decisive else "，并且"
                return word.join(self._inner(part) for part in parts)
            case ex.Comparison(operator=operator):
                return self._comparison(node, operator)
            case ex.Membership():
                return self._membership(node)
            case ex.Conditional(condition=condition, then=then, otherwise=otherwise):
                first, second = self.say(then), self.say(otherwise)
                return f"（{self.say(condition)}时为{first}，否则为{second}）"
            case ex.Group(part=part):
                return f"{self.say(part)}的分组"
            case ex.Arithmetic(left=left, operator=operator, right=right):
                return f"{self._inner(left)} {operator} {self._inner(right)}"
        return self._call(node)

    def _call(self, node: ex.Node) -> str:
        parts = [self.say(part) for part in node.children]
        name = node.function if isinstance(node, ex.Call) else "sum"
        if name in _CALLS:
            return _CALLS[name].format(*parts)
        return f"{'、'.join(parts)}{_JOINED[name]}"

    def _inner(self, node: ex.Node) -> str:
        said = self.say(node)
        return f"（{said}）" if isinstance(node, ex.Junction | ex.Arithmetic) else said

    def _comparison(self, node: ex.Comparison, operator: str) -> str:
        left, right = node.left, node.right
        return f"{self._side(left, right)}{_SIGNS[operator]}{self._side(right, left)}"

    def _side(self, node: ex.Node, other: ex.Node) -> str:
        """Say one side; an option by its label, as the other side knows it."""
        if isinstance(node, ex.Constant) and isinstance(node.value, str):
            return self._option(other, node.value)
        return self.say(node)

    def _membership(self, node: ex.Membership) -> str:
        if isinstance(node.holder, tuple):
            named = "、".join(self._option(node.item, o) for o in node.holder)
            return f"{self.say(node.item)}是{named}"
        return f"{self.say(node.holder)}包括{self._side(node.item, node.holder)}"

    def _option(self, node: ex.Node, option: str) -> str:
        """Return the label of an option of what a node gives."""
        options: tuple[Option, ...] = ()
        if isinstance(node, ex.FactName):
            options = self.programme.facts[node.name].spec.options
        elif isinstance(node, ex.ColumnName):
            options = node.spec.options
        return next((o.label for o in options if o.id == option), option)

    def _parameter(self, name: str) -> str:
        parameter = self.programme.parameters[name]
        if parameter.spec.kind is Kind.TEXT:
            return parameter.model.label
        return show(parameter.spec, parameter.values[-1])

    def _about_rows(
        self, node: ex.Alike | ex.Listed | ex.IsBlank | ex.Total | ex.Listing
    ) -> str:
        if isinstance(node, ex.IsBlank):
            return f"{self.say(node.column)}空着"
        roster = self.programme.rosters[node.roster]
        title = roster.model.title
        if isinstance(node, ex.Listing):
            return f"{title}的各行"
        if isinstance(node, ex.Listed):
            return f"{self.say(node.item)}在{title}里"
        if isinstance(node, ex.Total):
            label = roster.columns[node.column].label
            when = f"（{self.say(node.condition)}）" if node.condition else ""
            return f"{title}里{when}{label}之和"
        labels = "、".join(roster.columns[column].label for column in node.columns)
        how = "相近" if node.nearly else "相同"
        return f"{title}里{labels}{how}的行数"

    def _rows(self, node: ex.Rows) -> str:
        title = self.programme.rosters[node.roster].model.title
        if node.condition is None:
            return f"{title}的行数"
        return f"{title}里（{self.say(node.condition)}）的行数"
