"""The summary after a call as a Word file: what templates may ask for, and writing it.

What it says is given as plain texts and lists; how many lines it may fill on its one
page is known here, beside the look of the template.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from sme_assistant.assembly.archives import zip_docx
from sme_assistant.assembly.content import (
    DRAFT_MARK,
    SUMMARY,
    SUMMARY_LISTS,
    SUMMARY_TEXTS,
    Content,
)
from sme_assistant.assembly.figures import clean
from sme_assistant.assembly.listings import listing
from sme_assistant.assembly.writing import fill

HEIGHT: Final = 680
"""Points for the sections; 697 were measured, and what is said below is rounded up."""
TITLE, LINE, ITEM = 24, 13, 4
"""Points that the title of a section, a line of an item, and its row beside it take."""
WIDTH: Final = 44
"""How many full-width signs of an item stand in a line."""
HEAD_LINE, HEAD_WIDTH = 18, 30
"""Points a line of the applicant's name takes, and how many signs stand in it."""


def write_page(
    template: Path,
    texts: Mapping[str, str],
    lists: Mapping[str, Sequence[Mapping[str, str]]],
    title: str,
    at: datetime,
) -> bytes:
    """Fill the template of the summary.

    Args:
        template: The Word file.
        texts: What stands once, by its path after ``summary.``.
        lists: The rows of each section that has any, by its name after ``summary_``;
            a row of no number has an empty one.
        title: The title in the file's properties.
        at: The day in the file's properties.

    Raises:
        TemplateError: The template asks for what there is not.
    """
    known = {DRAFT_MARK: "", **dict.fromkeys(SUMMARY_TEXTS, "")}
    given = {f"{SUMMARY}.{name}": clean(text) for name, text in texts.items()}
    rows = {
        name: listing(lists.get(name.removeprefix(f"{SUMMARY}_"), ()))
        for name in SUMMARY_LISTS
    }
    flags = {"draft": False, **{name: bool(rows[name].rows) for name in rows}}
    content = Content({**known, **given}, flags, rows)
    target = io.BytesIO()
    zip_docx(fill(template, content, None), title, at, target)
    return target.getvalue()
