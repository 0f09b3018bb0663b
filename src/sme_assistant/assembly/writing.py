"""Fill a Word template.

The template engine decides only which paragraphs stay; what it prints for a mark is a
placeholder. What stands once is then set in the document's tree. What is repeated for
the rows of a list stays there once, as a pattern, and is printed row by row only while
the file is zipped (``repeating``). Either way no answer ever passes through XML or
template syntax: ``{{ 7*7 }}``, ``<w:p>`` and ``&`` arrive as typed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import count, takewhile
from pathlib import Path
from typing import Any, NoReturn
from zipfile import ZipFile

from docx.oxml import parse_xml
from docxtpl import DocxTemplate
from jinja2 import Environment
from jinja2.exceptions import TemplateError as BrokenTemplate

from sme_assistant.assembly.archives import zip_parts
from sme_assistant.assembly.content import Content
from sme_assistant.assembly.drawing import draw
from sme_assistant.assembly.marks import MARK, environment, views
from sme_assistant.assembly.repeating import HELD, OPEN, Patterns, placeholder
from sme_assistant.assembly.structure import WORD
from sme_assistant.errors import TemplateError
from sme_assistant.messages import Message

Element = Any
"""A node of the document's tree; its library is not typed."""

Parts = Mapping[str, Iterable[bytes]]
"""The parts of a Word file by name, each in pieces that can be taken once."""

_BREAKS = re.compile("([\n\t])")
_BREAK_TAGS = {"\n": f"{WORD}br", "\t": f"{WORD}tab"}
_PARAGRAPHS = ".paragraphs"
_ROW, _PARAGRAPH, _RUN_TEXT = f"{WORD}tr", f"{WORD}p", f"{WORD}t"
_BODY, _SECTION, _RUN = f"{WORD}body", f"{WORD}sectPr", f"{WORD}r"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Printed = Callable[[str], str]


def fill(template: Path, content: Content, for_each: str | None) -> Parts:
    """Fill a template.

    Args:
        template: The Word file.
        content: What its marks mean.
        for_each: The list for each of whose rows the whole document is repeated,
            each on a new page.

    Raises:
        TemplateError: The template asks for what there is not.
    """
    filling = _Filling(template.name, content, for_each)
    return {
        name: filling.part(raw) if OPEN.encode() in raw else (raw,)
        for name, raw in _chosen(template, content).items()
    }


def filled(template: Path, content: Content, for_each: str | None) -> bytes:
    """Fill a template and return the file, whole."""
    target = io.BytesIO()
    zip_parts(fill(template, content, for_each), target)
    return target.getvalue()


def _chosen(template: Path, content: Content) -> dict[str, bytes]:
    """Run the conditions; every mark becomes a placeholder."""
    shell = _Shell(template)
    try:
        shell.render(views(content.flags), jinja_env=environment(), autoescape=True)
    except (BrokenTemplate, KeyError) as error:
        raise TemplateError(
            f"template {template.name} cannot be rendered: {type(error).__name__}",
            Message.TEMPLATE_BROKEN.format(template=template.name, what=str(error)),
        ) from error
    _draw(shell.docx, content)
    chosen = io.BytesIO()
    shell.docx.save(chosen)
    with ZipFile(chosen) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def _draw(document: Any, content: Content) -> None:
    """Put the charts in their places, each alone in its paragraph."""
    places = count(1)
    for paragraph in list(document.element.body.iter(_PARAGRAPH)):
        words = "".join(text.text or "" for text in paragraph.iter(_RUN_TEXT))
        held = (path for path in HELD.findall(words) if path in content.charts)
        chart = next((content.charts[path] for path in held), None)
        if chart is not None:
            for run in list(paragraph.iterchildren(_RUN)):
                paragraph.remove(run)
            paragraph.append(draw(chart, document.part, next(places)))


class _Shell(DocxTemplate):  # type: ignore[misc]
    """A template whose marks are put aside before its conditions are run.

    To compile a form's XML with each of its marks takes the engine several times as
    long as the few conditions do; a part without any needs no engine at all.
    """

    def render_xml_part(
        self, src_xml: str, _part: Any, context: dict[str, Any], jinja_env: Environment
    ) -> str:
        """Put a placeholder at each mark, then run the conditions."""
        held = MARK.sub(lambda found: placeholder(found.group(1)), src_xml)
        if not any(sign in held for sign in ("{{", "{%", "{#")):
            return held
        return jinja_env.from_string(held).render(context)

    def render_properties(self, *_: Any) -> None:
        """Leave them: ``zip_docx`` writes its own."""


class _Filling:
    """One template on its way to a file."""

    def __init__(self, template: str, content: Content, for_each: str | None) -> None:
        self.template = template
        self.content = content
        self.for_each = for_each

    def part(self, raw: bytes) -> Iterator[bytes]:
        """Fill one part: what stands once now, what is repeated when it is written."""
        root = parse_xml(raw)
        _fill(root, self.printed)
        patterns = Patterns(self.content.lists, self.asks)
        for row in list(root.iter(_ROW)):
            names = self.lists_in(row)
            if names and self.for_each not in names and not _is_in(row, patterns.rows):
                self.use_room(row, names)
                patterns.repeat([row], names)
        body = root.find(_BODY)
        if self.for_each is not None and body is not None:
            self.repeat_all(body, self.for_each, patterns)
        return patterns.printed(root)

    def printed(self, path: str) -> str:
        """Return what stands once; the column of a list stays a placeholder."""
        if path.partition(".")[0] in self.content.lists:
            return placeholder(path)
        if path not in self.content.texts:
            self.asks(path)
        return self.content.texts[path]

    def asks(self, path: str) -> NoReturn:
        """Refuse a mark that nothing can be put in place of."""
        raise TemplateError(
            f"template {self.template} asks for {path}",
            Message.TEMPLATE_ASKS.format(template=self.template, mark=path),
        )

    def lists_in(self, row: Element) -> tuple[str, ...]:
        """Return the lists that have marks in a row."""
        return tuple(dict.fromkeys(path.partition(".")[0] for path in _held(row)))

    def use_room(self, row: Element, names: Sequence[str]) -> None:
        """Drop the blank rows right below a repeated one, as far as they are needed."""
        wanted = max(len(self.content.lists[name].rows) for name in names)
        for blank in list(takewhile(_is_blank, _following(row)))[: max(wanted - 1, 0)]:
            blank.getparent().remove(blank)

    def repeat_all(self, body: Element, name: str, patterns: Patterns) -> None:
        """Repeat all of a document for the rows of a list, each copy on a new page."""
        blocks = [block for block in body if block.tag != _SECTION]
        first = [deepcopy(block) for block in blocks]
        for block in first:
            blocks[0].addprevious(block)
        patterns.repeat(first, (name,), stop=1)
        _on_new_page(blocks[0])
        patterns.repeat(blocks, (name,), start=1)


def _held(element: Element) -> Iterator[str]:
    for text in element.iter(_RUN_TEXT):
        yield from HELD.findall(text.text or "")


def _following(row: Element) -> Iterator[Element]:
    while (row := row.getnext()) is not None and row.tag == _ROW:
        yield row


def _is_blank(row: Element) -> bool:
    return not any(text.text for text in row.iter(_RUN_TEXT))


def _is_in(row: Element, rows: Sequence[Element]) -> bool:
    return any(above in rows for above in row.iterancestors(_ROW))


def _on_new_page(block: Element) -> None:
    if block.tag == _PARAGRAPH:
        block.get_or_add_pPr().pageBreakBefore_val = True


# --- putting texts in place ------------------------------------------------


def _fill(element: Element, printed: Printed) -> None:
    """Put texts in place of all placeholders in and below an element."""
    for paragraph in list(element.iter(_PARAGRAPH)):
        if any(path.endswith(_PARAGRAPHS) for path in _held(paragraph)):
            _spread(paragraph, printed)
    for text in list(element.iter(_RUN_TEXT)):
        if OPEN in (text.text or ""):
            _write(text, HELD.sub(lambda m: printed(m.group(1)), text.text))


def _spread(paragraph: Element, printed: Printed) -> None:
    """Make a paragraph of each line of the text that fills one."""
    path = next(p for p in _held(paragraph) if p.endswith(_PARAGRAPHS))
    for line in printed(path).split("\n"):
        copy = deepcopy(paragraph)
        for text in list(copy.iter(_RUN_TEXT)):
            if placeholder(path) in (text.text or ""):
                _write(text, line)
        paragraph.addprevious(copy)
    paragraph.getparent().remove(paragraph)


def _write(text: Element, value: str) -> None:
    """Write a text into a run, its line breaks and tabs as Word has them."""
    first, *rest = _BREAKS.split(value)
    text.text = first
    text.set(_SPACE, "preserve")
    last = text
    for sign, part in zip(rest[::2], rest[1::2], strict=True):
        mark = text.makeelement(_BREAK_TAGS[sign])
        more = text.makeelement(_RUN_TEXT, {_SPACE: "preserve"})
        more.text = part
        last.addnext(mark)
        mark.addnext(more)
        last = more
