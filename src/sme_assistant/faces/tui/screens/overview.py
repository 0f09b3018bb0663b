"""今日概览: cases by state, what was done that day, which clauses fail most."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from time import monotonic
from typing import ClassVar

from textual.content import Content

from sme_assistant.assistant.commands import Command
from sme_assistant.assistant.overview import Overview, Tally, clause_rows, day_lines
from sme_assistant.engine.verdicts import Status
from sme_assistant.errors import SmeAssistantError
from sme_assistant.faces.charts import bar
from sme_assistant.faces.overviews import clause_lines, state_lines
from sme_assistant.faces.tui.screens.lists import Item, ListScreen
from sme_assistant.faces.tui.wording import plain
from sme_assistant.phrases import Overviews, Tui

_STATES, _DAY, _CLAUSES = "\0states", "\0day", "\0clauses"
_BREATH = 0.05
"""In seconds: how long is counted before keys are looked at again."""
_MARGIN = 4
_BAR = 30


class OverviewScreen(ListScreen):
    """The figures of a day, counted case by case while the screen stands.

    Args:
        day: The day.
    """

    hint = Overviews.RULE
    nothing = Tui.LOADING
    KEYS: ClassVar[tuple[Command, ...]] = (Command.HELP, Command.PALETTE)

    def __init__(self, day: date) -> None:
        super().__init__()
        self._day = day
        self._found: Overview | None = None

    def on_mount(self) -> None:
        """Begin to count."""
        self.show(self._day)

    def show(self, day: date) -> None:
        """Count a day."""
        self._day, self._found = day, None
        self.show_status(f"{Overviews.SCREEN}　{day.isoformat()}")
        self.run_worker(self._count(), exclusive=True)

    async def _count(self) -> None:
        from asyncio import sleep, to_thread  # noqa: PLC0415

        await to_thread(self.desk.prepare)
        tally = Tally(self.desk.casebook, self._day, self.desk.clock)
        try:
            cases = tally.cases()
            rested = monotonic()
            for done, case in enumerate(cases):
                tally.add(case)
                if monotonic() - rested > _BREATH:
                    counting = Overviews.COUNTING.format(done=done, total=len(cases))
                    self.show_detail(plain(counting))
                    await sleep(0)
                    rested = monotonic()
        except SmeAssistantError as error:
            self.warn(error.user_message)
            return
        self._found = tally.result()
        self.reload()

    def on_resize(self) -> None:
        """Draw the bars again, for the room there is now."""
        self.call_after_refresh(self._detail)

    def items(self) -> Sequence[Item]:
        """Return a line for the states, one for the day, one for each clause."""
        found = self._found
        if found is None:
            return []
        states = Overviews.ROW_STATES.format(cases=found.cases)
        day = Overviews.ROW_DAY.format(answers=found.answers, calls=found.calls)
        clauses = Overviews.ROW_CLAUSES.format(count=len(found.failing))
        return [
            Item(_STATES, plain(states, "bold")),
            Item(_DAY, plain(day, "bold")),
            Item(_CLAUSES, plain(clauses, "bold")),
            *(
                Item(clause.clause, plain(f"　{row.label}　{row.told}"))
                for clause, row in zip(found.failing, clause_rows(found), strict=True)
            ),
        ]

    def detail(self, item: Item) -> Content:
        """Draw what a line tells of."""
        found = self._found
        if found is None:
            return Content(Tui.LOADING)
        room = self.query_one("#detail").size.width - _MARGIN
        if item.id == _STATES:
            lines = [*state_lines(found, room), "", Overviews.NO_NAMES]
        elif item.id == _DAY:
            lines = [Overviews.DAY_HEAD, *day_lines(found), "", Overviews.SAVE_HOW]
        elif item.id == _CLAUSES:
            lines = clause_lines(found, room) or [Overviews.NO_CASES]
        else:
            lines = self._clause(found, item.id, min(room, _BAR))
        return plain("\n".join(lines))

    def _clause(self, found: Overview, name: str, longest: int) -> list[str]:
        at = [clause.clause for clause in found.failing].index(name)
        clause, row = found.failing[at], list(clause_rows(found))[at]
        counts = {s.value: clause.counts.get(s, 0) for s in Status}
        told = Overviews.CLAUSE_DETAIL.format(**counts)
        return [row.label, "", row.told, bar(row.share, longest), "", told]
