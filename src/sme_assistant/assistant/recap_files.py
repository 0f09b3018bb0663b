"""The summary after a call as files: a text, and one page of Word.

The names of the files say the day and nothing of the case, for they travel.
"""

from __future__ import annotations

from datetime import datetime
from itertools import count
from pathlib import Path

from sme_assistant.assistant.programmes import templates_of
from sme_assistant.assistant.recap import (
    Page,
    Summary,
    as_text,
    fitted,
    heading,
    lines_of,
)
from sme_assistant.errors import InputError
from sme_assistant.phrases import Recap


def write_text(found: Summary, place: Path) -> Path:
    """Write a summary as a text, into a file or a folder.

    Raises:
        InputError: It cannot be written there.
    """
    return _written((as_text(found) + "\n").encode(), place, found, ".txt")


def write_word(
    found: Summary, programme: str, place: Path, at: datetime, own: Path | None = None
) -> Path:
    """Write a summary as one page of Word, into a file or a folder.

    Args:
        found: The summary.
        programme: The id of the programme, whose template is filled.
        place: A file or a folder; what is there already stays.
        at: Now.
        own: The person's own templates, if there is a folder of them.

    Raises:
        InputError: It cannot be written there.
        TemplateError: The template asks for what there is not.
    """
    from sme_assistant.assembly import one_page  # noqa: PLC0415
    from sme_assistant.assembly.templates import SUMMARY_TEMPLATE  # noqa: PLC0415

    template = templates_of(programme) / SUMMARY_TEMPLATE
    if own is not None and (own / SUMMARY_TEMPLATE).is_file():
        template = own / SUMMARY_TEMPLATE
    # A long name takes room from what follows it.
    head = (lines_of(found.applicant, one_page.HEAD_WIDTH) - 1) * one_page.HEAD_LINE
    room = one_page.HEIGHT - head
    sizes = (one_page.TITLE, one_page.LINE, one_page.ITEM, one_page.WIDTH)
    sections = fitted(found, Page(room, *sizes))
    texts = {
        "applicant": found.applicant,
        "day": found.day_shown,
        "programme": found.programme,
        "outcome": found.outcome,
        "sign_off": found.sign_off,
        **{one.id: heading(place, one) for place, one in enumerate(sections)},
    }
    lists = {
        section.id: [
            *({"text": text} for text in section.items),
            *({"text": text, "number": ""} for text in [section.more] if text),
        ]
        for section in sections
    }
    raw = one_page.write_page(template, texts, lists, Recap.TITLE, at)
    return _written(raw, place, found, ".docx")


def _written(raw: bytes, place: Path, found: Summary, ending: str) -> Path:
    """Write a file; one that is there already stays, and the new one is numbered."""
    named = bool(place.suffix) and not place.is_dir()
    name = f"{Recap.FILE.format(day=f'{found.day:%Y%m%d}')}{ending}"
    first = place if named else place / name
    try:
        first.parent.mkdir(parents=True, exist_ok=True)
        for number in count(1):
            stem = first.stem if number == 1 else f"{first.stem}-{number}"
            path = first.with_name(f"{stem}{first.suffix}")
            try:
                _write_new(raw, path)
            except FileExistsError:
                continue
            break
    except OSError as error:
        told = Recap.CANNOT_WRITE.format(path=first)
        raise InputError("the summary cannot be written", told) from error
    return path


def _write_new(raw: bytes, path: Path) -> None:
    """Write a file that was not there, whole or not at all."""
    with path.open("xb") as file:
        try:
            file.write(raw)
        except OSError:
            path.unlink(missing_ok=True)
            raise
