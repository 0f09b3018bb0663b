"""Run the application in memory: keys in, what the screen shows out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from sme_assistant.assistant.programmes import DEFAULT, shipped_programme
from sme_assistant.assistant.sources import read_source
from sme_assistant.engine.log import Action, Entry
from sme_assistant.faces.settings import Settings
from sme_assistant.faces.tui.app import SmeApp
from sme_assistant.faces.tui.screens.desk import DeskScreen
from sme_assistant.resources import shipped
from tests.casebook.memory import MemoryCasebook
from tests.faces.talking import CASE, NOON, NOTICES, clock

Scene = Callable[["Stage"], Awaitable[None]]
EXAMPLES = shipped("dialogues").parent / "examples"


class Stage:
    """A running application."""

    def __init__(self, app: SmeApp, pilot: Pilot[str]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def desk(self) -> DeskScreen:
        assert isinstance(self.app.screen, DeskScreen)
        return self.app.screen

    async def settle(self) -> None:
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def enter(self, text: str) -> str:
        """Put a text into the input, press Enter, and return the screen."""
        self.desk.entry.value = text
        await self.pilot.pause()
        return await self.press("enter")

    async def press(self, *keys: str) -> str:
        await self.pilot.press(*keys)
        await self.settle()
        return self.shown()

    def shown(self) -> str:
        """Return the screen as text."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)


def casebook(example: str | None = None) -> MemoryCasebook:
    """Return a casebook with one case: all notices read, an example's answers."""
    book = MemoryCasebook()
    book.create(CASE, DEFAULT, NOON)
    with book.writer(CASE, "") as writer:
        writer.append(*(Entry(Action.SEEN, notice, NOON) for notice in NOTICES))
        if example is not None:
            source = str(EXAMPLES / f"{example}.yaml")
            given = read_source(source, lambda: book, clock)
            writer.append(*given.standing.state.effective)
    return book


def play(
    scene: Scene,
    book: MemoryCasebook,
    *,
    case: str | None = CASE,
    size: tuple[int, int] = (80, 24),
    settings: Settings | None = None,
) -> None:
    """Play a scene on the application."""
    shipped_programme()

    async def run() -> None:
        app = SmeApp(book, clock, settings or Settings(out="/nowhere"), case)
        async with app.run_test(size=size) as pilot:
            stage = Stage(app, pilot)
            await stage.settle()
            await stage.settle()
            await scene(stage)

    asyncio.run(run())


def out_of(path: Path) -> Settings:
    """Return settings that put packages into a folder."""
    return Settings(out=str(path))
