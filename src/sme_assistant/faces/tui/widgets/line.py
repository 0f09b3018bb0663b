"""One line of text whose place never changes."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Line(Static):
    """A line of fixed height: what it says changes, the layout around it does not."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id, markup=False)
        self._told = ("", "")

    def tell(self, text: str, style: str = "") -> None:
        """Say something else; what is said already is not painted again."""
        if (text, style) == self._told:
            return
        self._told = (text, style)
        content = Content.styled(text, style) if style else Content(text)
        self.update(content, layout=False)
