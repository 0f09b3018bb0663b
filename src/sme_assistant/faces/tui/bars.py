"""A figure as a bar beside its threshold."""

from __future__ import annotations

from fractions import Fraction

from textual.content import Content

from sme_assistant.assistant.presenter import GLYPHS
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.figures import Figure
from sme_assistant.engine.wording import as_value, shown
from sme_assistant.faces.tui.wording import STYLES
from sme_assistant.phrases import Tui
from sme_assistant.values import show

_WIDTH = 24
_FULL, _EMPTY, _MARK = "█", "░", "|"


def bar(evaluation: Evaluation, figure: Figure) -> Content:
    """Return a figure's name, and below it the bar with figure and threshold.

    The bar says nothing that the words beside it do not say.
    """
    have = shown(evaluation, figure.fact)
    threshold = None if figure.need is None else as_value(figure.need)
    need = Tui.BAR_UNKNOWN if threshold is None else show(figure.spec, threshold)
    sign = "≥" if figure.at_least else "≤"
    role, glyph = GLYPHS[figure.status]
    told = Tui.BAR.format(bar=_drawn(figure), have=have, sign=sign, need=need)
    name = f"{glyph} {figure.criterion.model.title}\n"
    return Content.assemble((name, "$say-plain"), (told, STYLES[role]))


def _drawn(figure: Figure) -> str:
    have = Fraction(figure.have or 0)
    need = Fraction(figure.need or 0)
    most = max(have, need)
    if most <= 0:
        return _EMPTY * _WIDTH
    filled = int(have / most * _WIDTH)
    cells = [_FULL] * filled + [_EMPTY] * (_WIDTH - filled)
    if figure.need is not None:
        cells.insert(int(need / most * _WIDTH), _MARK)
    return "".join(cells)
