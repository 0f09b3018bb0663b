"""What ``template check`` says of a template, beyond the faults that stop a package.

A template is filled twice with texts that name themselves, every condition true and
then false, and read back: a mark that Word's formatting has torn apart does not come
out as itself. And marks that may print a stroke are named, so that nobody is surprised.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from sme_assistant.assembly.archives import zip_docx
from sme_assistant.assembly.content import Content, Vocabulary, vocabulary
from sme_assistant.assembly.expecting import Expectation, Said, SaidBlock
from sme_assistant.assembly.listings import NUMBER, Listing
from sme_assistant.assembly.marks import TOKEN, condition_paths, control, mark_path
from sme_assistant.assembly.structure import Block, Structure, Table, read, read_open
from sme_assistant.assembly.templates import (
    Paragraph,
    check_template,
    paragraphs,
)
from sme_assistant.assembly.writing import fill
from sme_assistant.dialogue.programme import Programme
from sme_assistant.errors import Fault, TemplateError
from sme_assistant.messages import Message

Element = Any
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_RUN, _TEXT, _PARAGRAPH = qn("w:r"), qn("w:t"), qn("w:p")
_LOOK, _CONTROL = qn("w:rPr"), qn("w:sdt")
_IGNORED = re.compile(
    r"<w:(?:lang|noProof)\b[^>]*/>|\sw:rsid\w*=\"[^\"]*\"|\sxmlns:\w+=\"[^\"]*\"|\s+"
)


def check_file(
    programme: Programme, template: Path, for_each: str | None
) -> tuple[list[Fault], list[Fault]]:
    """Return the faults of a template, and what is worth knowing about it."""
    words = vocabulary(programme)
    faults = check_template(template, words, for_each)
    if faults:
        return faults, []
    faults = [*_hidden(template), *_torn(template, words, for_each)]
    notes = [*_two_looks(template), *_may_be_empty(programme, template)]
    return faults, notes


def _fault(template: Path, code: str, told: Message, **slots: str) -> Fault:
    return Fault(template.name, 0, 0, code, told.format(**slots))


# --- formatting -------------------------------------------------------------


def _hidden(template: Path) -> Iterator[Fault]:
    """Find marks in content controls, which nothing reads or fills."""
    body = docx.Document(str(template)).element.body
    for control_box in body.iterchildren(_CONTROL):
        text = "".join(node.text or "" for node in control_box.iter(_TEXT))
        for token in TOKEN.findall(text):
            yield _fault(
                template, "hidden-mark", Message.TEMPLATE_MARK_HIDDEN, mark=token
            )


def _torn(template: Path, words: Vocabulary, for_each: str | None) -> Iterator[Fault]:
    """Fill a template with texts that name themselves, and read it back."""
    pattern = read(template)
    for yes in (True, False):
        said = _probe(words, yes=yes)
        try:
            written = io.BytesIO()
            zip_docx(fill(template, said, for_each), "", _ANY_DAY, written)
            found = read_open(written)
        except TemplateError as error:
            text = error.user_message
            yield Fault(template.name, 0, 0, "broken-by-formatting", text)
            return
        wanted = Expectation(said)
        for source in _differing(wanted, pattern, for_each, found):
            yield _fault(
                template,
                "broken-by-formatting",
                Message.TEMPLATE_TORN,
                text=source[:40],
            )
            return


def _probe(words: Vocabulary, *, yes: bool) -> Content:
    rows = {
        name: Listing(
            tuple(
                {NUMBER: str(n), **{c: f"〖{name}.{c}.{n}〗" for c in columns}}
                for n in (1, 2)
            )
        )
        for name, columns in words.lists.items()
    }
    texts = {path: f"〖{path}〗" for path in words.texts}
    return Content(texts, dict.fromkeys(words.flags, yes), rows)


def _differing(
    wanted: Expectation, pattern: Structure, for_each: str | None, found: Structure
) -> Iterator[str]:
    """Yield the template's own words where what was filled says something else."""
    for said, block in zip_longest(wanted.blocks(pattern, for_each), found.blocks):
        yield from _apart(said, block)
    for said, text in zip_longest(wanted.margins(pattern), found.margins):
        if said is None or said.text != text:
            yield said.source if said else str(text)


def _apart(said: SaidBlock | None, block: Block | None) -> Iterator[str]:
    if isinstance(said, Said) and isinstance(block, str):
        if said.text != block:
            yield said.source
    elif said is None or isinstance(said, Said) or not isinstance(block, Table):
        yield said.source if isinstance(said, Said) else ""
    else:
        for row, cells in zip_longest(said.rows, block.rows):
            told = [s for cell in row.cells for s in cell] if row else []
            texts = [text for cell in cells or () for text in cell]
            for part, text in zip_longest(told, texts):
                if part is None or part.text != text:
                    yield part.source if part else str(text)


def _two_looks(template: Path) -> Iterator[Fault]:
    """Find marks that are written in two looks: they are filled in the first."""
    document = docx.Document(str(template))
    for paragraph in document.element.body.iter(_PARAGRAPH):
        for token in _mixed(paragraph):
            yield _fault(template, "two-looks", Message.TEMPLATE_TWO_LOOKS, mark=token)


def _mixed(paragraph: Element) -> Iterator[str]:
    text, looks = "", list[str]()
    for run in paragraph.iterchildren(_RUN):
        said = "".join(node.text or "" for node in run.iterchildren(_TEXT))
        text += said
        looks += [_look(run)] * len(said)
    for token in TOKEN.finditer(text):
        if mark_path(token.group()) and len(set(looks[slice(*token.span())])) > 1:
            yield token.group()


def _look(run: Element) -> str:
    found = run.find(_LOOK)
    return "" if found is None else _IGNORED.sub("", found.xml)


# --- what may be empty ------------------------------------------------------


def _may_be_empty(programme: Programme, template: Path) -> Iterator[Fault]:
    """Name the marks that may print a stroke on some path, once each."""
    seen: set[str] = set()
    for path, place in _unguarded(programme, paragraphs(read(template))):
        why = _why_empty(programme, path)
        if why is not None and path not in seen:
            seen.add(path)
            text = why.format(place=place, mark=path)
            yield Fault(template.name, 0, 0, "may-be-empty", text)


def _unguarded(
    programme: Programme, found: Iterable[Paragraph]
) -> Iterator[tuple[str, str]]:
    """Yield marks with their places that stand under no condition about them.

    A condition on what decides whether a fact is asked for is one about it.
    """
    guards: list[set[str]] = []
    for paragraph in found:
        for token in TOKEN.findall(paragraph.text):
            tag = control(token)
            if tag is None:
                path = mark_path(token)
                if path and not any(map(_about(programme, path).intersection, guards)):
                    yield path, paragraph.place
            elif tag[1] == "if":
                guards.append(_heads(tag[2]))
            elif tag[1] == "elif" and guards:
                guards[-1] |= _heads(tag[2])
            elif tag[1] == "endif" and guards:
                guards.pop()


def _about(programme: Programme, path: str) -> set[str]:
    head = path.partition(".")[0]
    return {head, *(programme.rests_on.get(head, ()))}


def _heads(condition: str) -> set[str]:
    return {path.partition(".")[0] for path in condition_paths(condition) or ()}


def _why_empty(programme: Programme, path: str) -> Message | None:
    name, _, column = path.partition(".")
    if name in programme.rosters:
        columns = programme.rosters[name].model.columns
        known = columns.get(column.partition(".")[0])
        wanted = known is None or known.required or "." in column
        return None if wanted else Message.TEMPLATE_COLUMN_EMPTY
    fact = programme.facts.get(name)
    if fact is None or not fact.asked_by:
        return None
    asking = [programme.questions[question] for question in fact.asked_by]
    if all(question.model.optional for question in asking):
        return Message.TEMPLATE_FACT_OPTIONAL
    if all(_is_conditional(programme, question.id) for question in asking):
        return Message.TEMPLATE_FACT_CONDITIONAL
    return None


def _is_conditional(programme: Programme, name: str) -> bool:
    question = programme.questions[name]
    above = question.parent is not None and _is_conditional(programme, question.parent)
    return question.when is not None or above
