"""Check the Word templates before anybody relies on them.

What a checker cannot vouch for is a fault: an unknown mark, a broken or full-width
tag, a list's mark where nothing is repeated, a template without the draft mark.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError

from sme_assistant.assembly.charts import HEAD as CHARTS
from sme_assistant.assembly.content import DRAFT_MARK, Vocabulary, vocabulary
from sme_assistant.assembly.marks import (
    FULL_WIDTH,
    TOKEN,
    condition_paths,
    control,
    mark_path,
)
from sme_assistant.assembly.structure import Structure, Table, read
from sme_assistant.assembly.words import Word
from sme_assistant.dialogue.parsing import nearest
from sme_assistant.dialogue.programme import Programme
from sme_assistant.errors import Fault
from sme_assistant.messages import Message

_UNREADABLE = (BadZipFile, PackageNotFoundError, KeyError, ValueError, OSError)
BINDING_TEMPLATES = ("divider.docx", "notice.docx")
"""Pages of the bound volume alone: before a material, in place of a file."""
SUMMARY_TEMPLATE = "summary.docx"
"""What is sent after a call; no part of a package."""

_BRACES = ("{{", "}}", "{%", "%}", "{#", "#}")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark or condition in a template.

    Attributes:
        path: What it names, such as ``total_assets.number``.
        place: Where it stands, for people: 表 1 第 3 行第 2 格.
    """

    path: str
    place: str

    @property
    def name(self) -> str:
        """The fact, parameter, list or other word that the path begins with."""
        return self.path.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a template and where it stands."""

    text: str
    place: str
    in_row: bool
    in_margin: bool = False


def marks(template: Path) -> tuple[Mark, ...]:
    """Return everything a template names, conditions included, in its order.

    A file that is no Word file names nothing; ``check_template`` says so.
    """
    try:
        structure = read(template)
    except _UNREADABLE:
        return ()
    found = []
    for paragraph in paragraphs(structure):
        for token in TOKEN.findall(paragraph.text):
            tag = control(token)
            paths = (condition_paths(tag[2]) or ()) if tag else (mark_path(token),)
            found += [Mark(path, paragraph.place) for path in paths if path]
    return tuple(found)


def check_templates(programme: Programme, folder: Path) -> list[Fault]:
    """Return every fault of the templates that a programme's documents name."""
    words = vocabulary(programme)
    faults: list[Fault] = []
    for name, for_each in sorted(template_names(programme).items()):
        faults += check_template(folder / name, words, for_each)
    return faults


def template_names(programme: Programme) -> dict[str, str | None]:
    """Return the templates of a programme, each with the list it is repeated for."""
    documents = programme.documents.values()
    named = {d.model.template: d.model.for_each for d in documents}
    return named | dict.fromkeys((*BINDING_TEMPLATES, SUMMARY_TEMPLATE))


def check_template(
    template: Path, words: Vocabulary, for_each: str | None
) -> list[Fault]:
    """Return every fault of one template."""
    if not template.is_file():
        return [_fault(template, "missing-template", Message.TEMPLATE_MISSING.format())]
    try:
        structure = read(template)
    except _UNREADABLE:
        return [_fault(template, "not-word", Message.TEMPLATE_UNREADABLE.format())]
    found = list(paragraphs(structure))
    checker = _Checker(template, words, for_each)
    for paragraph in found:
        checker.paragraph(paragraph)
    checker.tags_close(found)
    checker.draft_mark(found)
    return checker.faults


def _fault(template: Path, code: str, text: str) -> Fault:
    return Fault(template.name, 0, 0, code, text)


def paragraphs(structure: Structure) -> Iterator[Paragraph]:
    """Yield the paragraphs of a template in their order."""
    tables = 0
    for index, block in enumerate(structure.blocks, 1):
        if isinstance(block, Table):
            tables += 1
            yield from _of_table(block, tables)
        else:
            place = Word.IN_PARAGRAPH.format(paragraph=index)
            yield Paragraph(block, place, in_row=False)
    for text in structure.margins:
        yield Paragraph(text, Word.IN_HEADER, in_row=False, in_margin=True)


def _of_table(table: Table, number: int) -> Iterator[Paragraph]:
    for row, cells in enumerate(table.rows, 1):
        for index, cell in enumerate(cells, 1):
            place = Word.IN_CELL.format(table=number, row=row, cell=index)
            for text in cell:
                yield Paragraph(text, place, in_row=True)


class _Checker:
    """Collects the faults of one template."""

    def __init__(self, template: Path, words: Vocabulary, for_each: str | None) -> None:
        self.template = template
        self.words = words
        self.for_each = for_each
        self.faults: list[Fault] = []

    def fault(self, code: str, message: Message, place: str, **slots: str) -> None:
        text = message.format(place=place, **slots)
        self.faults.append(_fault(self.template, code, text))

    def paragraph(self, paragraph: Paragraph) -> None:
        text, place = paragraph.text, paragraph.place
        if FULL_WIDTH.search(text):
            self.fault("full-width-braces", Message.TEMPLATE_FULL_WIDTH, place)
        rest = TOKEN.sub("", text)
        if any(brace in rest for brace in _BRACES):
            self.fault("broken-tag", Message.TEMPLATE_TAG_BROKEN, place, tag=rest[:30])
        for token in TOKEN.findall(text):
            if tag := control(token):
                self.condition(tag, token, paragraph)
            elif path := mark_path(token):
                self.mark(path, paragraph)
            else:
                self.fault("broken-tag", Message.TEMPLATE_TAG_BROKEN, place, tag=token)

    def mark(self, path: str, paragraph: Paragraph) -> None:
        if path not in self.words.marks:
            known = nearest(path, self.words.marks)
            self.fault(
                "unknown-mark", Message.TEMPLATE_MARK_UNKNOWN, paragraph.place,
                mark=path, nearest=known,
            )  # fmt: skip
            return
        head = path.partition(".")[0]
        if head in self.words.lists and not paragraph.in_row and head != self.for_each:
            self.fault(
                "list-outside-row", Message.TEMPLATE_LIST_OUTSIDE, paragraph.place,
                mark=path,
            )  # fmt: skip
        alone = paragraph.text.strip() == f"{{{{ {path} }}}}"
        chart = path in self.words.flags and head == CHARTS
        if (path.endswith(".paragraphs") or chart) and not alone:
            self.fault(
                "not-alone", Message.TEMPLATE_NOT_ALONE, paragraph.place, mark=path
            )

    def condition(
        self, tag: tuple[str, str, str], token: str, paragraph: Paragraph
    ) -> None:
        scope, word, test = tag
        if scope and paragraph.text.strip() != token:
            self.fault(
                "not-alone", Message.TEMPLATE_NOT_ALONE, paragraph.place, mark=token
            )
        wants_test = word in {"if", "elif"}
        paths = condition_paths(test) if wants_test else ()
        if paths is None or wants_test is not bool(test):
            self.fault(
                "broken-tag", Message.TEMPLATE_TAG_BROKEN, paragraph.place, tag=token
            )
            return
        for path in paths:
            if path not in self.words.flags:
                self.fault(
                    "unknown-mark", Message.TEMPLATE_MARK_UNKNOWN, paragraph.place,
                    mark=path, nearest=nearest(path, self.words.flags),
                )  # fmt: skip

    def tags_close(self, paragraphs: list[Paragraph]) -> None:
        """Every condition ends, in the same scope; one within a line ends there."""
        open_tags: list[tuple[str, str]] = []
        for paragraph in paragraphs:
            inline = 0
            for token in TOKEN.findall(paragraph.text):
                scope, word, _ = control(token) or ("", "", "")
                if word == "if":
                    open_tags.append((scope, paragraph.place))
                    inline += not scope
                elif word and (not open_tags or open_tags[-1][0] != scope):
                    self.unclosed(paragraph.place)
                    return
                elif word == "endif":
                    open_tags.pop()
                    inline -= not scope
            if inline:
                self.unclosed(paragraph.place)
                return
        if open_tags:
            self.unclosed(open_tags[-1][1])

    def unclosed(self, place: str) -> None:
        self.fault("unclosed-tag", Message.TEMPLATE_TAG_UNCLOSED, place)

    def draft_mark(self, paragraphs: list[Paragraph]) -> None:
        in_margins = (p.text for p in paragraphs if p.in_margin)
        if not any(f"{{{{ {DRAFT_MARK} }}}}" in text for text in in_margins):
            self.fault("no-draft-mark", Message.TEMPLATE_NO_DRAFT_MARK, Word.IN_HEADER)
