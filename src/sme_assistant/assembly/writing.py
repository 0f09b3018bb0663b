"""Fill a Word template.

The template engine decides only which paragraphs stay; what it prints for a mark is a
placeholder. Each text is then put in its place in the document's tree, so that no
answer ever passes through XML or template syntax: ``{{ 7*7 }}``, ``<w:p>`` and ``&``
arrive as typed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import count, takewhile, zip_longest
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2.exceptions import TemplateError as BrokenTemplate

from sme_assistant.assembly.content import Content
from sme_assistant.assembly.drawing import draw
from sme_assistant.assembly.listings import NUMBER, Listing
from sme_assistant.assembly.marks import environment, views
from sme_assistant.errors import TemplateError
from sme_assistant.messages import Message

Element = Any
"""A node of the document's tree; its library is not typed."""

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_HELD = re.compile(f"{_OPEN}([a-z0-9_.]+){_CLOSE}")
_BREAKS = re.compile("([\n\t])")
_BREAK_TAGS = {"\n": "w:br", "\t": "w:tab"}
_PARAGRAPHS = ".paragraphs"
_ROW, _PARAGRAPH, _RUN_TEXT = qn("w:tr"), qn("w:p"), qn("w:t")
_SECTION, _RUN = qn("w:sectPr"), qn("w:r")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Printed = Callable[[str], str]


def fill(template: Path, content: Content, for_each: str | None) -> bytes:
    """Fill a template.

    Args:
        template: The Word file.
        content: What its marks mean.
        for_each: The list for each of whose rows the whole document is repeated,
            each on a new page.

    Raises:
        TemplateError: The template asks for what there is not.
    """
    document = _chosen(template, content)
    body = document.element.body
    plain = _plain(content, template)
    for row in list(body.iter(_ROW)):
        names = _lists_in(row, content)
        if names and for_each not in names:
            _repeat_row(row, {name: content.lists[name] for name in names}, plain)
    _draw(document, content)
    if for_each is not None:
        _repeat_body(body, {for_each: content.lists[for_each]}, plain)
    _fill(body, plain)
    for part in _margins(document):
        _fill(part, plain)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _chosen(template: Path, content: Content) -> Document:
    """Run the conditions; every mark becomes a placeholder."""
    context = views((*content.texts, *content.lists), _placeholder, content.flags)
    shell = DocxTemplate(template)
    try:
        shell.render(context, jinja_env=environment(), autoescape=True)
    except (BrokenTemplate, KeyError) as error:
        raise TemplateError(
            f"template {template.name} cannot be rendered: {type(error).__name__}",
            Message.TEMPLATE_BROKEN.format(template=template.name, what=str(error)),
        ) from error
    document: Document = shell.docx
    return document


def _placeholder(path: str) -> str:
    return f"{_OPEN}{path}{_CLOSE}"


def _plain(content: Content, template: Path) -> Printed:
    def printed(path: str) -> str:
        if path not in content.texts:
            raise TemplateError(
                f"template {template.name} asks for {path}",
                Message.TEMPLATE_ASKS.format(template=template.name, mark=path),
            )
        return content.texts[path]

    return printed


def _margins(document: Document) -> Iterator[Element]:
    """Yield the headers and footers there are, without making any."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith(("/header", "/footer")):
            yield relation.target_part.element


def _draw(document: Document, content: Content) -> None:
    """Put the charts in their places, each alone in its paragraph."""
    places = count(1)
    for paragraph in list(document.element.body.iter(_PARAGRAPH)):
        chart = next(
            (content.charts[p] for p in _held(paragraph) if p in content.charts), None
        )
        if chart is not None:
            for run in list(paragraph.iterchildren(_RUN)):
                paragraph.remove(run)
            paragraph.append(draw(chart, document.part, next(places)))


# --- repeating --------------------------------------------------------------


def _held(element: Element) -> Iterator[str]:
    for text in element.iter(_RUN_TEXT):
        yield from _HELD.findall(text.text or "")


def _lists_in(row: Element, content: Content) -> tuple[str, ...]:
    heads = (path.partition(".")[0] for path in _held(row))
    return tuple(dict.fromkeys(head for head in heads if head in content.lists))


def _repeat_row(row: Element, lists: Mapping[str, Listing], plain: Printed) -> None:
    """Repeat a row for the rows of its lists, side by side if there are several.

    Blank rows right below it are room that the template keeps: they are used up first.
    """
    spare = list(takewhile(_is_blank, _following(row)))
    entries = list(_entries(row, lists))
    for blank in spare[: len(entries) - 1]:
        blank.getparent().remove(blank)
    for entry in entries:
        copy = deepcopy(row)
        _fill(copy, _over(entry, plain))
        row.addprevious(copy)
    row.getparent().remove(row)


def _over(entry: Mapping[str, str], plain: Printed) -> Printed:
    return lambda path: entry[path] if path in entry else plain(path)


def _following(row: Element) -> Iterator[Element]:
    while (row := row.getnext()) is not None and row.tag == _ROW:
        yield row


def _is_blank(row: Element) -> bool:
    return not any(text.text for text in row.iter(_RUN_TEXT))


def _entries(
    element: Element, lists: Mapping[str, Listing]
) -> Iterator[Mapping[str, str]]:
    """Yield, for each copy, what the lists' marks in it print."""
    paths = [path for path in _held(element) if path.partition(".")[0] in lists]
    columns = (list(_printed_rows(name, lists[name], paths)) for name in lists)
    for parts in zip_longest(*columns, fillvalue={}):
        blank: dict[str, str] = dict.fromkeys(paths, "")
        for part in parts:
            blank |= part
        yield blank


def _printed_rows(
    name: str, found: Listing, paths: Sequence[str]
) -> Iterator[dict[str, str]]:
    mine = [path for path in paths if path.partition(".")[0] == name]
    for row in found.rows:
        yield {path: row[path.partition(".")[2]] for path in mine}
    if not found.rows:
        told = next((p for p in mine if p != f"{name}.{NUMBER}"), mine[0])
        yield {told: found.empty}


def _repeat_body(body: Element, lists: Mapping[str, Listing], plain: Printed) -> None:
    """Repeat all of a document for the rows of one list, each copy on a new page."""
    entries = list(_entries(body, lists))
    blocks = [block for block in body if block.tag != _SECTION]
    end = body.find(_SECTION)
    for block in blocks:
        body.remove(block)
    for place, entry in enumerate(entries):
        for index, block in enumerate(blocks):
            copy = deepcopy(block)
            if index == 0 and place > 0:
                _on_new_page(copy)
            _fill(copy, _over(entry, plain))
            end.addprevious(copy)


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
        if _OPEN in (text.text or ""):
            _write(text, _HELD.sub(lambda m: printed(m.group(1)), text.text))


def _spread(paragraph: Element, printed: Printed) -> None:
    """Make a paragraph of each line of the text that fills one."""
    path = next(p for p in _held(paragraph) if p.endswith(_PARAGRAPHS))
    for line in printed(path).split("\n"):
        copy = deepcopy(paragraph)
        for text in list(copy.iter(_RUN_TEXT)):
            if _placeholder(path) in (text.text or ""):
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
        mark = text.makeelement(qn(_BREAK_TAGS[sign]))
        more = text.makeelement(_RUN_TEXT, {_SPACE: "preserve"})
        more.text = part
        last.addnext(mark)
        mark.addnext(more)
        last = more
