"""One line of the screen."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static


class Line(Static):
    """A line of fixed height: what it says changes, the layout around it does not.

    Args:
        id: As of any widget.
        grows: Whether what does not fit one line takes more of them; only then is the
            screen laid out anew.
    """

    def __init__(self, *, id: str, grows: bool = False) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id, markup=False)
        self._grows = grows
        self._told = ("", "")

    def tell(self, text: str, style: str = "") -> None:
        """Say something else; what is said already is not painted again."""
        if (text, style) == self._told:
            return
        self._told = (text, style)
        content = Content.styled(text, style) if style else Content(text)
        room = self.content_size.width
        is_long = self._grows and bool(room) and cell_len(text) > room
        changes = is_long or self.has_class("-grown")
        self.set_class(is_long, "-grown")
        self.update(content, layout=changes)
