"""预览与导出: what the package will say, what it still lacks, and making it."""

from __future__ import annotations

import os
from asyncio import to_thread
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual.content import Content

from sme_assistant.assistant import boards
from sme_assistant.assistant.commands import Command
from sme_assistant.assistant.conversation import Conversation
from sme_assistant.assistant.finding import documents_called, points_called
from sme_assistant.assistant.packaging import How, assemble_case
from sme_assistant.assistant.previewing import (
    Preview,
    PreviewedDocument,
    document_text,
    preview,
)
from sme_assistant.engine.open_points import OpenPoint
from sme_assistant.errors import AssemblyCancelledError, SmeAssistantError
from sme_assistant.faces.opening import open_folder
from sme_assistant.faces.progress import bar
from sme_assistant.faces.tui.screens.lists import Item, ListScreen
from sme_assistant.faces.tui.wording import plain, shown
from sme_assistant.paths import typed_path
from sme_assistant.phrases import Open, Talk, Tui

_WHOLE = "\0whole"


class PreviewScreen(ListScreen):
    """The documents of the package as text; Enter makes the package.

    Args:
        conversation: The case.
        out: The folder to put the package into.
        at_once: Whether to begin making it at once.
        bind: Whether what is made at once is bound as well.
    """

    hint = Tui.PREVIEW_HINT
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command.HELP,
        Command.PROGRESS,
        Command.BOARD,
        Command.MATERIALS,
        Command.BIND,
        Command.PALETTE,
    )

    def __init__(
        self,
        conversation: Conversation,
        out: Path,
        *,
        at_once: bool = False,
        bind: bool = False,
    ) -> None:
        super().__init__()
        self._conversation = conversation
        self._out = out
        self._at_once = at_once
        self._bind = bind
        self._preview: Preview | None = None
        self._texts: dict[str, str] = {}
        self._made: Content | None = None
        self._folder: Path | None = None
        self._is_making = False
        self._is_cancelled = False

    def on_mount(self) -> None:
        """Lay the package out aside."""
        self.show_status(Tui.PREVIEW_TITLE)
        self.run_worker(self._lay_out(), exit_on_error=True)

    async def _lay_out(self) -> None:
        now = self._conversation.clock()
        try:
            self._preview = await to_thread(preview, self._conversation.standing, now)
        except SmeAssistantError as error:
            self.warn(error.user_message)
            return
        self.reload()
        if self._at_once:
            self._start(bind=self._bind)

    def items(self) -> Sequence[Item]:
        """Return the whole, each document, then what is open."""
        whole = Item(_WHOLE, plain(Tui.PREVIEW_SUMMARY, "bold"))
        if self._preview is None:
            return [whole]
        return [
            whole,
            *(Item(p, _line(found)) for p, found in self._preview.documents.items()),
            *(self._open_line(n, p) for n, p in enumerate(self._preview.points, 1)),
        ]

    def _open_line(self, number: int, point: OpenPoint) -> Item:
        standing = self._conversation.standing
        accepted = standing.lets_stand(point)
        state = Open.STATE_ACCEPTED if accepted else Open.STATE_OPEN
        style = "$say-dim" if accepted else "$say-open"
        line = Content.assemble((f"{number}. [{state}] ", style), point.words)
        return Item(point.id, line)

    def detail(self, item: Item) -> Content:
        """Show what a document says; of the whole, what it lacks and where it goes."""
        if self._preview is None:
            return Content(Tui.LOADING)
        if item.id == _WHOLE:
            return self._summary(self._preview)
        if point := self._point(item.id):
            return self._about(point)
        if item.id not in self._texts:
            self.run_worker(self._read(item.id), exclusive=True, group="texts")
            return Content(Tui.PREVIEW_BUSY)
        return Content.assemble((item.id, "$say-dim"), "\n\n", self._texts[item.id])

    def _point(self, name: str) -> OpenPoint | None:
        points = self._preview.points if self._preview else ()
        return next((point for point in points if point.id == name), None)

    def _about(self, point: OpenPoint) -> Content:
        """Say what an open point is, whether it was accepted, and how that is done."""
        standing = self._conversation.standing
        state = boards.point_state(standing, point)
        accepted = standing.lets_stand(point)
        way: str = Tui.PREVIEW_REOPEN if accepted else Tui.PREVIEW_ACCEPT
        how = Open.HOW_FIRM if point.firm else way
        return Content.assemble(
            (state, "bold $say-accent"), f"\n\n{point.words}\n\n", (how, "$say-dim")
        )

    async def _read(self, path: str) -> None:
        now = self._conversation.clock()
        try:
            standing, own = self._conversation.standing, self._own
            text = await to_thread(document_text, standing, path, now, own)
        except SmeAssistantError as error:
            text = error.user_message
        self._texts[path] = text
        if self.current is not None and self.current.id == path:
            self.show_detail(self.detail(self.current))

    def _summary(self, found: Preview) -> Content:
        standing = self._conversation.standing
        state = Tui.PREVIEW_DRAFT if found.draft else Tui.PREVIEW_FINAL
        parts = [self._made] if self._made is not None else []
        parts += [plain(state, "bold $say-accent")]
        parts += [Content(Tui.PREVIEW_OUT.format(folder=self._out))]
        if found.points:
            lines = "".join(
                f"\n{number}. [{boards.point_state(standing, point)}] {point.words}"
                for number, point in enumerate(found.points, 1)
            )
            parts += [Content.assemble((Tui.PREVIEW_OPEN, "bold"), lines)]
            parts += [plain(Tui.PREVIEW_OPEN_HOW, "$say-dim")]
        if remarks := boards.remarks(standing):
            lines = "".join(f"\n　· {remark}" for remark in remarks)
            parts += [Content.assemble((Tui.PREVIEW_REMARKS, "bold"), lines)]
        return Content("\n\n").join(parts)

    @property
    def _own(self) -> Path | None:
        return self.desk.settings.own_templates

    # --- making -----------------------------------------------------------

    def choose(self, item: Item) -> None:
        """Make the package; of an open point, accept it or take that back."""
        point = self._point(item.id)
        if point is None:
            self.do_assemble("")
        elif self._conversation.standing.lets_stand(point):
            self._settle([point], accept=False)
        else:
            self._settle([point], accept=True)

    # --- open points ------------------------------------------------------

    def do_accept(self, argument: str) -> None:
        """Let open points stand: those named, or the highlighted one."""
        self._settle(self._points(argument), accept=True)

    def do_reopen(self, argument: str) -> None:
        """Take back that open points may stand."""
        self._settle(self._points(argument), accept=False)

    def _points(self, argument: str) -> list[OpenPoint]:
        here = self._point(self.current.id) if self.current else None
        if not argument:
            if here is None:
                self.warn(Tui.PREVIEW_WHICH)
            return [here] if here else []
        found, unknown = points_called(self._conversation.standing, argument)
        if unknown:
            self.warn(Open.NO_SUCH.format(word="、".join(unknown)))
        return found

    def _settle(self, points: list[OpenPoint], *, accept: bool) -> None:
        if not points or self._is_making:
            return
        conversation = self._conversation
        change = conversation.let_stand if accept else conversation.reopen
        # One that must be mended is refused before any other is accepted.
        points = sorted(points, key=lambda point: not point.firm)
        try:
            for point in points:
                if conversation.standing.lets_stand(point) is not accept:
                    change(point)
        except SmeAssistantError as error:
            self.warn(error.user_message)
            return
        self._texts.clear()
        if self._preview is not None:
            standing = conversation.standing
            draft = not all(map(standing.lets_stand, self._preview.points))
            self._preview = replace(self._preview, draft=draft)
        self.reload()
        said = Open.ACCEPTED if accept else Open.REOPENED
        self.tell(said.format(words="、".join(point.words for point in points)))

    def do_assemble(self, argument: str) -> None:
        """Make the package, in the folder named or the usual one."""
        if self._is_making:
            return
        if argument:
            self._out = typed_path(argument)
        self._start()

    def do_bind(self, argument: str) -> None:
        """Make the package with the bound volume, in the folder named or the usual."""
        if self._is_making:
            return
        if argument:
            self._out = typed_path(argument)
        self._start(bind=True)

    def do_alone(self, argument: str) -> None:
        """Make one document for use by itself: the one named, or highlighted."""
        documents = self._preview.documents if self._preview else {}
        programme = self._conversation.programme
        if argument:
            found = documents_called(programme, argument)
        else:
            here = documents.get(self.current.id) if self.current else None
            found = [here.id] if here else []
        if len(found) == 1 and not self._is_making:
            self._start((found[0],))
        elif not self._is_making:
            said = Talk.ALONE_NOT_FOUND if argument else Tui.PREVIEW_ALONE_ASK
            titles = "、".join(document.title for document in documents.values())
            self.warn(said.format(word=argument, titles=titles))

    def _start(self, only: tuple[str, ...] = (), *, bind: bool = False) -> None:
        self._is_making, self._is_cancelled = True, False
        self.show_rule(Tui.PREVIEW_CANCEL)
        how = How(only, self._own, bind)
        self.run_worker(self._make(how), group="making")

    async def _make(self, how: How) -> None:
        standing, now = self._conversation.standing, self._conversation.clock()
        try:
            package = await to_thread(
                assemble_case, standing, self._out, now, None, self._step, how
            )
        except AssemblyCancelledError as cancelled:
            self.tell(cancelled.user_message)
            return
        except SmeAssistantError as error:
            self.warn(error.user_message)
            return
        finally:
            self._is_making = False
            self.show_rule(self.hint)
        self._folder = package.folder
        self._conversation.note_output(package.folder)
        self._conversation.note_output(package.archive)
        told = shown(boards.assembled(package))
        self._made = Content.assemble(told, "\n", Tui.PREVIEW_MADE)
        self.reload(_WHOLE)

    def _step(self, done: int, total: int, what: str) -> None:
        """Show how far it is; called from the thread that makes it."""
        if self._is_cancelled:
            raise AssemblyCancelledError
        line = f"{bar(done, total, what)}　{Tui.PREVIEW_CANCEL}"
        self.app.call_from_thread(self.tell, line)

    def leave(self) -> None:
        """Give up making it, or leave."""
        if self._is_making:
            self._is_cancelled = True
        else:
            super().leave()

    def do_folder(self, _argument: str) -> None:
        """Open the folder of the package."""
        if self._folder is None:
            self.warn(Tui.PREVIEW_NO_FOLDER)
        else:
            self.run_worker(self._open(self._folder), group="folder")

    async def _open(self, folder: Path) -> None:
        if await to_thread(open_folder, folder, os.environ):
            self.tell(Tui.PREVIEW_OPENED.format(folder=folder))
        else:
            self.warn(Tui.PREVIEW_FOLDER_FAILED.format(folder=folder))

    def do_undo(self, argument: str) -> None:
        """Go back and undo, but not while the package is made of what there is."""
        self._unless_making(self.desk.do_undo, argument)

    def do_redo(self, argument: str) -> None:
        """Go back and redo, likewise."""
        self._unless_making(self.desk.do_redo, argument)

    def _unless_making(self, deed: Callable[[str], None], argument: str) -> None:
        if self._is_making:
            self.warn(Tui.PREVIEW_WAIT)
        else:
            deed(argument)


def _line(document: PreviewedDocument) -> Content:
    """Name a document, how often it is made, and the material it belongs to."""
    copies = Tui.PREVIEW_COPIES.format(count=document.copies)
    told = f" {copies}" if document.copies > 1 else ""
    material = f"　{document.material}" if document.material else ""
    return Content.assemble(document.title, (f"{told}{material}", "$say-dim"))
