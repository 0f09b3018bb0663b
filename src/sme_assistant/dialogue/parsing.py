"""Turn expression text into typed nodes, or say where it goes wrong.

Python's own parser reads the text; an allow-list turns its tree into our nodes and
checks types and units on the way. Nothing of the text is ever run.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from sme_assistant.dialogue import expressions as ex
from sme_assistant.values import Kind, Spec

_UNITS = {Kind.AMOUNT: "万元", Kind.PERCENT: "%", Kind.AREA: "平方米"}


@dataclass(frozen=True, slots=True)
class Type:
    """What an expression gives.

    Attributes:
        name: yesno, number, date, text, choice, multi or literal (an option text).
        unit: Of a number; None fits any unit (0, 1, a ratio).
        options: Of a choice or multi, the ids there are.
    """

    name: str
    unit: str | None = None
    options: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Name the type with its unit."""
        return f"{self.name}（{self.unit}）" if self.unit else self.name


YESNO = Type("yesno")
_DATE = Type("date")
_TEXT = Type("text")


def type_of(spec: Spec) -> Type:
    """Return the type of values of a fact or column."""
    if spec.kind.is_number:
        return Type("number", _UNITS.get(spec.kind, spec.unit))
    if spec.kind in {Kind.CHOICE, Kind.MULTI}:
        return Type(spec.kind.value, options=tuple(o.id for o in spec.options))
    return {Kind.YESNO: YESNO, Kind.DATE: _DATE}.get(spec.kind, _TEXT)


@dataclass(frozen=True, slots=True)
class Names:
    """What names mean in a programme.

    Attributes:
        facts: Fact id to its spec.
        parameters: Parameter id to its type.
        rosters: Roster id to its columns.
        roster_units: Roster id to the measure word of its rows.
    """

    facts: Mapping[str, Spec]
    parameters: Mapping[str, Type]
    rosters: Mapping[str, Mapping[str, Spec]] = field(default_factory=dict)
    roster_units: Mapping[str, str] = field(default_factory=dict)


class ExpressionFault(Exception):  # noqa: N818 (a fault in a file, told as a Fault)
    """An expression that does not fit; the message is for the author."""

    def __init__(self, code: str, text: str) -> None:
        self.code = code
        self.text = text
        super().__init__(text)


def nearest(name: str, known: Iterable[str]) -> str:
    """Say which known name is nearest, as a sentence part; empty if none is near."""
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"，是否想写“{close[0]}”" if close else ""


def parse(text: str, names: Names, *, wanted: Type | None = None) -> ex.Node:
    """Turn text into a node.

    Args:
        text: The expression.
        names: What names mean.
        wanted: The type the result must have; any if None.

    Raises:
        ExpressionFault: The text is no expression of the language, names something
            unknown, or its types or units clash.
    """
    node, found = _Parser(names).read(_tree(text))
    if wanted is not None:
        _fit(found, wanted, text)
        if wanted.name == "choice":
            _check_options(found.options, wanted, text)
    return node


_DEEPEST = 40
"""Deeper nesting than any of our expressions has; it keeps recursion in bounds."""


def _tree(text: str) -> ast.expr:
    if "#" in text:
        raise ExpressionFault("syntax", f"表达式“{text}”里不能写注释“#”")
    try:
        tree = ast.parse(text.replace("\n", " "), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        shown = f"“{text[:40]}”写法不对（{getattr(error, 'msg', error)}）"
        raise ExpressionFault("syntax", f"表达式{shown}") from error
    level: list[ast.AST] = [tree]
    for _ in range(_DEEPEST):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
    if level:
        raise ExpressionFault("too-deep", f"表达式“{text[:40]}…”层次太深，请拆开来写")
    return tree


def _fit(found: Type, wanted: Type, text: str) -> None:
    names = {found.name, wanted.name}
    if len(names) > 1 and names != {"literal", "choice"}:
        raise ExpressionFault("type", f"“{text}”应得 {wanted}，实得 {found}")
    if None not in (found.unit, wanted.unit) and found.unit != wanted.unit:
        raise ExpressionFault(
            "unit", f"“{text}”的单位应是 {wanted.unit}，实是 {found.unit}"
        )


Typed = tuple[ex.Node, Type]
_OPERATORS: dict[type[ast.AST], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">",
    ast.GtE: ">=", ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/",
}  # fmt: skip


class _Parser:
    def __init__(self, names: Names, row: Mapping[str, Spec] | None = None) -> None:
        self.names = names
        self.row = row or {}

    def read(self, tree: ast.expr) -> Typed:
        reader = _READERS.get(type(tree))
        if reader is None:
            raise ExpressionFault("syntax", f"不能使用“{ast.unparse(tree)}”这种写法")
        return reader(self, tree)

    def expect(self, tree: ast.expr, *allowed: str) -> Typed:
        node, found = self.read(tree)
        if found.name not in allowed:
            words = "、".join(allowed)
            shown = ast.unparse(tree)
            raise ExpressionFault("type", f"“{shown}”应是 {words}，实是 {found}")
        return node, found

    def constant(self, tree: ast.Constant) -> Typed:
        value = tree.value
        if isinstance(value, bool):
            return ex.Constant(value), YESNO
        if isinstance(value, str):
            return ex.Constant(value), Type("literal", options=(value,))
        if isinstance(value, int) and value in {0, 1}:
            return ex.Constant(value), Type("number")
        told = f"不能直接写“{value!r}”，请在 parameters.yaml 中定义参数"
        raise ExpressionFault("bare-number", told)

    def name(self, tree: ast.Name) -> Typed:
        name = tree.id
        if name in self.row:
            spec = self.row[name]
            return ex.ColumnName(name, spec), type_of(spec)
        if name in self.names.facts:
            return ex.FactName(name), type_of(self.names.facts[name])
        if name in self.names.parameters:
            return ex.ParameterName(name), self.names.parameters[name]
        known = [*self.row, *self.names.facts, *self.names.parameters]
        raise ExpressionFault(
            "unknown-name", f"没有名为“{name}”的事实或参数{nearest(name, known)}"
        )

    def junction(self, tree: ast.BoolOp) -> Typed:
        parts = tuple(self.expect(part, "yesno")[0] for part in tree.values)
        return ex.Junction(isinstance(tree.op, ast.Or), parts), YESNO

    def unary(self, tree: ast.UnaryOp) -> Typed:
        if not isinstance(tree.op, ast.Not):
            raise ExpressionFault("syntax", f"不能使用“{ast.unparse(tree)}”这种写法")
        return ex.Not(self.expect(tree.operand, "yesno")[0]), YESNO

    def conditional(self, tree: ast.IfExp) -> Typed:
        condition = self.expect(tree.test, "yesno")[0]
        then, found = self.read(tree.body)
        otherwise, other = self.read(tree.orelse)
        _fit(other, found, ast.unparse(tree.orelse))
        unit = found.unit if found.unit is not None else other.unit
        options = found.options + other.options
        name = other.name if found.name == "literal" else found.name
        return ex.Conditional(condition, then, otherwise), Type(name, unit, options)

    def arithmetic(self, tree: ast.BinOp) -> Typed:
        operator = _OPERATORS.get(type(tree.op))
        if operator is None:
            raise ExpressionFault("syntax", f"不能使用“{ast.unparse(tree)}”这种写法")
        left, a = self.expect(tree.left, "number")
        right, b = self.expect(tree.right, "number")
        unit = _arithmetic_unit(operator, a, b, ast.unparse(tree))
        return ex.Arithmetic(left, operator, right), Type("number", unit)

    def comparison(self, tree: ast.Compare) -> Typed:
        parts: list[ex.Node] = []
        left = tree.left
        for operator, right in zip(tree.ops, tree.comparators, strict=True):
            parts.append(self.compare_two(left, operator, right))
            left = right
        return (
            parts[0] if len(parts) == 1 else ex.Junction(False, tuple(parts))
        ), YESNO

    def compare_two(
        self, left: ast.expr, operator: ast.cmpop, right: ast.expr
    ) -> ex.Node:
        if isinstance(operator, ast.In | ast.NotIn):
            member = self.membership(left, right)
            return ex.Not(member) if isinstance(operator, ast.NotIn) else member
        sign = _OPERATORS.get(type(operator))
        if sign is None:
            raise ExpressionFault("syntax", "只能用 == != < <= > >= in 比较")
        (a, a_type), (b, b_type) = self.read(left), self.read(right)
        shown = f"{ast.unparse(left)} {sign} {ast.unparse(right)}"
        _check_comparison(a_type, sign, b_type, shown)
        return ex.Comparison(a, sign, b)

    def membership(self, left: ast.expr, right: ast.expr) -> ex.Node:
        item, found = self.expect(left, "literal", "choice")
        if isinstance(right, ast.List | ast.Tuple | ast.Set):
            literals = [self.expect(element, "literal")[1] for element in right.elts]
            options = tuple(
                option for literal in literals for option in literal.options
            )
            _check_options(options, found, ast.unparse(left))
            return ex.Membership(item, options)
        holder, multi = self.expect(right, "multi")
        _check_options(found.options, multi, ast.unparse(right))
        return ex.Membership(item, holder)

    def call(self, tree: ast.Call) -> Typed:
        name = (
            tree.func.id if isinstance(tree.func, ast.Name) else ast.unparse(tree.func)
        )
        maker = _CALLS.get(name)
        if maker is None:
            raise ExpressionFault(
                "unknown-function", f"没有函数“{name}”{nearest(name, _CALLS)}"
            )
        if tree.keywords:
            raise ExpressionFault("syntax", f"函数“{name}”不能用带名字的参数")
        return maker(self, name, tree.args)

    def signature(self, name: str, arguments: list[ast.expr]) -> Typed:
        kinds, result = _SIGNATURES[name]
        _check_number_of(name, arguments, len(kinds))
        typed = [self.expect(a, kind) for a, kind in zip(arguments, kinds, strict=True)]
        if name == "share":
            _same_unit([found for _, found in typed], name)
        if name == "matches" and not isinstance(typed[1][0], ex.ParameterName):
            raise ExpressionFault("type", "matches 的格式应是 parameters.yaml 中的参数")
        return ex.Call(name, tuple(node for node, _ in typed)), result

    def fold(self, name: str, arguments: list[ast.expr]) -> Typed:
        if not arguments:
            raise ExpressionFault("arguments", f"函数“{name}”至少要一个参数")
        typed = [self.expect(argument, "number") for argument in arguments]
        unit = _same_unit([found for _, found in typed], name)
        nodes = tuple(node for node, _ in typed)
        node = ex.SumAnswered(nodes) if name == "sum_answered" else ex.Call(name, nodes)
        return node, Type("number", unit)

    def group(self, name: str, arguments: list[ast.expr]) -> Typed:
        _check_number_of(name, arguments, 1)
        node, _ = self.expect(arguments[0], "choice")
        spec = self.names.facts.get(getattr(arguments[0], "id", ""))
        options = spec.options if spec else ()
        groups = {option.id: option.group for option in options if option.group}
        if not groups or len(groups) != len(options):
            raise ExpressionFault(
                "group", f"“{ast.unparse(arguments[0])}”的选项没有都写明 group"
            )
        return ex.Group(node, groups), Type(
            "choice", options=tuple(dict.fromkeys(groups.values()))
        )

    def rows(self, name: str, arguments: list[ast.expr]) -> Typed:
        roster = self.roster(arguments[0] if arguments else ast.Name(""))
        if len(arguments) > 2:  # noqa: PLR2004
            raise ExpressionFault("arguments", f"函数“{name}”至多两个参数")
        condition = None
        if arguments[1:]:
            inner = _Parser(self.names, self.names.rosters[roster])
            condition = inner.expect(arguments[1], "yesno")[0]
        return ex.Rows(roster, condition), Type(
            "number", self.names.roster_units.get(roster)
        )

    def total(self, name: str, arguments: list[ast.expr]) -> Typed:
        roster, column, *rest = arguments if len(arguments) > 1 else [ast.Name("")] * 2
        found = self.roster(roster)
        named = self.column(found, column, texts=False)
        given = type_of(self.names.rosters[found][named])
        if given.name != "number":
            raise ExpressionFault("type", f"“{named}”应是 number，实是 {given}")
        if len(rest) > 1:
            raise ExpressionFault("arguments", f"函数“{name}”至多三个参数")
        inner = _Parser(self.names, self.names.rosters[found])
        condition = inner.expect(rest[0], "yesno")[0] if rest else None
        return ex.Total(found, named, condition), given

    def listing(self, name: str, arguments: list[ast.expr]) -> Typed:
        roster, *columns = arguments or [ast.Name("")]
        found = self.roster(roster)
        if not columns:
            raise ExpressionFault("arguments", f"函数“{name}”要一份名单和它的列")
        specs = self.names.rosters[found]
        named = tuple(self.column(found, c, texts=False) for c in columns)
        return ex.Listing(found, tuple((n, specs[n]) for n in named)), _TEXT

    def alike(self, name: str, arguments: list[ast.expr]) -> Typed:
        roster, *columns = arguments or [ast.Name("")]
        found = self.roster(roster)
        nearly = name == "look_alikes"
        if not columns or (nearly and len(columns) > 1):
            raise ExpressionFault("arguments", f"函数“{name}”要一份名单和它的列")
        named = tuple(self.column(found, c, texts=nearly) for c in columns)
        unit = self.names.roster_units.get(found)
        return ex.Alike(found, named, nearly), Type("number", unit)

    def listed(self, name: str, arguments: list[ast.expr]) -> Typed:
        _check_number_of(name, arguments, 3)
        item, _ = self.expect(arguments[0], "text")
        found = self.roster(arguments[1])
        column = self.column(found, arguments[2], texts=True)
        return ex.Listed(item, found, column), YESNO

    def is_blank(self, name: str, arguments: list[ast.expr]) -> Typed:
        _check_number_of(name, arguments, 1)
        node, _ = self.read(arguments[0])
        if not isinstance(node, ex.ColumnName):
            raise ExpressionFault("type", f"函数“{name}”的参数应是名单的一列")
        return ex.IsBlank(node), YESNO

    def roster(self, tree: ast.expr) -> str:
        roster = str(getattr(tree, "id", ""))
        if roster not in self.names.rosters:
            known = nearest(roster, self.names.rosters)
            raise ExpressionFault("unknown-name", f"没有名为“{roster}”的名单{known}")
        return roster

    def column(self, roster: str, tree: ast.expr, *, texts: bool) -> str:
        column, known = str(getattr(tree, "id", "")), self.names.rosters[roster]
        if column not in known:
            near = nearest(column, known)
            raise ExpressionFault("unknown-name", f"没有名为“{column}”的列{near}")
        if texts and type_of(known[column]) != _TEXT:
            raise ExpressionFault("type", f"“{column}”应是文字")
        return column

    def is_answered(self, name: str, arguments: list[ast.expr]) -> Typed:
        _check_number_of(name, arguments, 1)
        node, _ = self.read(arguments[0])
        if not isinstance(node, ex.FactName):
            raise ExpressionFault("type", f"函数“{name}”的参数应是一个事实")
        return ex.IsAnswered(node.name), YESNO


_READERS: dict[type[ast.expr], Callable[..., Typed]] = {
    ast.Constant: _Parser.constant,
    ast.Name: _Parser.name,
    ast.BoolOp: _Parser.junction,
    ast.UnaryOp: _Parser.unary,
    ast.IfExp: _Parser.conditional,
    ast.BinOp: _Parser.arithmetic,
    ast.Compare: _Parser.comparison,
    ast.Call: _Parser.call,
}
_NUMBER = Type("number")
_SIGNATURES: dict[str, tuple[tuple[str, ...], Type]] = {
    "count": (("multi",), _NUMBER),
    "years_between": (("date", "date"), Type("number", "年")),
    "year": (("date",), Type("number", "年")),
    "share": (("number", "number"), Type("number", "%")),
    "matches": (("text", "text"), YESNO),
    "same_name": (("text", "text"), YESNO),
    "mentions": (("text", "text"), YESNO),
    "length": (("text",), Type("number", "字")),
}
_CALLS: dict[str, Callable[[_Parser, str, list[ast.expr]], Typed]] = {
    **dict.fromkeys(_SIGNATURES, _Parser.signature),
    **dict.fromkeys(("sum", "min", "max", "sum_answered"), _Parser.fold),
    "group": _Parser.group,
    "rows": _Parser.rows,
    "total": _Parser.total,
    "listing": _Parser.listing,
    "duplicates": _Parser.alike,
    "look_alikes": _Parser.alike,
    "listed": _Parser.listed,
    "is_blank": _Parser.is_blank,
    "is_answered": _Parser.is_answered,
}


def _check_number_of(name: str, arguments: list[ast.expr], wanted: int) -> None:
    if len(arguments) != wanted:
        raise ExpressionFault(
            "arguments", f"函数“{name}”要 {wanted} 个参数，写了 {len(arguments)} 个"
        )


def _same_unit(types: list[Type], where: str) -> str | None:
    units = list(dict.fromkeys(t.unit for t in types if t.unit is not None))
    if len(units) > 1:
        raise ExpressionFault("unit", f"“{where}”里单位不同：{'、'.join(units)}")
    return units[0] if units else None


def _arithmetic_unit(operator: str, a: Type, b: Type, shown: str) -> str | None:
    if operator in "+-":
        return _same_unit([a, b], shown)
    if operator == "*":
        if a.unit and b.unit:
            raise ExpressionFault("unit", f"“{shown}”里两个带单位的数相乘")
        return a.unit or b.unit
    if b.unit is None:
        return a.unit
    _same_unit([a, b], shown)
    return None


def _check_options(options: tuple[str, ...], known: Type, shown: str) -> None:
    if known.name == "literal":
        raise ExpressionFault("type", f"“{shown}”应是一个选项类事实")
    for option in options:
        if option not in known.options:
            near = nearest(option, known.options)
            raise ExpressionFault(
                "unknown-option", f"“{shown}”没有选项“{option}”{near}"
            )


def _check_comparison(a: Type, sign: str, b: Type, shown: str) -> None:
    kinds = {a.name, b.name}
    if kinds == {"choice", "literal"}:
        literal, choice = (a, b) if a.name == "literal" else (b, a)
        _check_options(literal.options, choice, shown)
    elif len(kinds) != 1 or kinds <= {"multi", "literal"}:
        raise ExpressionFault("type", f"“{shown}”两边类型不同：{a} 与 {b}")
    if kinds == {"number"}:
        _same_unit([a, b], shown)
    elif kinds != {"date"} and sign not in {"==", "!="}:
        raise ExpressionFault("type", f"“{shown}”：{a} 不能比大小")
