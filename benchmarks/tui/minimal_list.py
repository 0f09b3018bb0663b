"""A minimal Textual application: a title, a list with its detail, an input.

``python minimal_list.py FILE`` shows the lines of the file.
"""

from __future__ import annotations

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, OptionList, Static


class MinimalList(App[None]):
    """As little as shows what the home screen shows."""

    CSS = """
    #title { dock: top; height: 1; }
    #pair { height: 1fr; }
    #items { width: 2fr; height: 1fr; border: none; }
    #detail { width: 3fr; height: 1fr; }
    Input { dock: bottom; height: 1; border: none; padding: 0; }
    """
    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """Yield all there is."""
        lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
        yield Static("A minimal application", id="title", markup=False)
        with Horizontal(id="pair"):
            yield OptionList(*lines, id="items", markup=False)
            yield Static(lines[0], id="detail", markup=False)
        yield Input()

    def on_mount(self) -> None:
        """Give the input the focus."""
        self.query_one(Input).focus()


if __name__ == "__main__":
    MinimalList().run()
