"""Charts as data: which bars there are, what they are called and how high they are.

How one is drawn is in ``drawing``. A chart is also a line of words, which a preview
shows in its place and by which a written one is read back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sme_assistant.assembly.figures import Standing, fact_text, number, standing
from sme_assistant.assembly.words import Word
from sme_assistant.dialogue.programme import ChartDefinition, Programme, Wording
from sme_assistant.engine.evaluation import Evaluation

HEAD = "charts"


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart, filled.

    Attributes:
        title: What stands below it.
        series: What the bars of a group are called.
        groups: Label and figures of each group, a figure a series, as written.
    """

    title: str
    series: tuple[str, ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def words(self) -> str:
        """The chart as a line: 图：信息服务 6；培训服务 24."""
        return Word.CHART.format(bars=Word.SEPARATOR.join(self._told()))

    def _told(self) -> Iterator[str]:
        for label, figures in self.groups:
            if len(self.series) == 1:
                yield Word.BAR.format(label=label, value=figures[0])
            else:
                pairs = zip(self.series, figures, strict=True)
                bars = (Word.BAR.format(label=s, value=v) for s, v in pairs)
                yield Word.FIGURE.format(label=label, value="，".join(bars))


def chart_paths(programme: Programme) -> Iterator[str]:
    """Yield the paths of the charts."""
    yield from (f"{HEAD}.{name}" for name in programme.charts)


def charts(evaluation: Evaluation) -> Mapping[str, Chart]:
    """Return the charts of a case by path, those that show too little left out."""
    return {
        f"{HEAD}.{name}": chart
        for name, definition in evaluation.programme.charts.items()
        if len((chart := _filled(evaluation, definition)).groups)
        >= definition.model.least
    }


def _filled(evaluation: Evaluation, definition: ChartDefinition) -> Chart:
    return Chart(
        title(evaluation, definition.title),
        tuple(title(evaluation, series) for series in definition.series),
        tuple(
            (bar.label, tuple(_figure(evaluation, fact) for fact in bar.facts))
            for bar in definition.model.bars
            if all(standing(evaluation, f) is Standing.KNOWN for f in bar.facts)
        ),
    )


def title(evaluation: Evaluation, wording: Wording) -> str:
    """Fill the wording of a title."""
    return wording.fill({name: fact_text(evaluation, name) for name in wording.slots})


def _figure(evaluation: Evaluation, fact: str) -> str:
    spec = evaluation.programme.facts[fact].spec
    return number(spec, evaluation.fact(fact)).removeprefix(Word.ABOUT.format(value=""))
