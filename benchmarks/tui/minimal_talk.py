"""A minimal Textual application: entries that scroll, and an input below them.

``python minimal_talk.py FILE`` shows one entry for each line of the file.
"""

from __future__ import annotations

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, Static


class MinimalTalk(App[None]):
    """As little as shows what the interview shows, one ``Static`` an entry."""

    CSS = """
    #title { dock: top; height: 1; }
    VerticalScroll { height: 1fr; }
    VerticalScroll Static { margin: 0 0 1 0; }
    Input { dock: bottom; height: 1; border: none; padding: 0; }
    """
    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """Yield all there is."""
        lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
        yield Static("A minimal application", id="title", markup=False)
        with VerticalScroll(can_focus=False):
            for line in lines:
                yield Static(line, markup=False)
        yield Input()

    def on_mount(self) -> None:
        """Show the newest entry."""
        self.query_one(VerticalScroll).scroll_end(animate=False)
        self.query_one(Input).focus()


if __name__ == "__main__":
    MinimalTalk().run()
