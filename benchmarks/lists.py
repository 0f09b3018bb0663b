"""Write a list of so many enterprises in one way, in a process of its own.

``python -m benchmarks.lists word 10000 3`` prints what each round took as JSON. The
seconds are those of the processor, without imports and without making the data. The
memory is the peak while writing, less what the process held before.
"""

from __future__ import annotations

import gc
import json
import re
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NoReturn
from zipfile import ZIP_DEFLATED, ZipFile

from benchmarks.page import ROOT
from sme_assistant.assembly.archives import zip_docx
from sme_assistant.assembly.content import Content, content
from sme_assistant.assembly.dossier import Dossier
from sme_assistant.assembly.expecting import Expectation
from sme_assistant.assembly.plan import plan
from sme_assistant.assembly.reading_back import Reader
from sme_assistant.assembly.workbooks import Book, Frame, check_workbook, write_workbook
from sme_assistant.assembly.writing import fill
from sme_assistant.assistant.packaging import dossier_of
from sme_assistant.assistant.programmes import templates_of
from sme_assistant.assistant.sources import read_source
from sme_assistant.engine.evaluation import Evaluation

NOW: Final = datetime(2026, 11, 23, 4, tzinfo=UTC)
ROSTER: Final = "enterprises"
COLUMNS: Final = (
    "number", "name", "service", "contact", "phone", "rating.very_satisfied",
    "rating.satisfied", "rating.dissatisfied",
)  # fmt: skip
_LOOP: Final = "<w:tr><w:tc><w:p><w:r><w:t>{{%tr {}%}}</w:t></w:r></w:p></w:tc></w:tr>"
_BOXED: Final = {"font_name": "宋体", "font_size": 11, "border": 1, "text_wrap": True}
RATINGS: Final = {
    "very_satisfied": "很满意",
    "satisfied": "满意",
    "dissatisfied": "不满意",
}
Figures = dict[str, list[float]]


@dataclass(frozen=True)
class Task:
    """A case with so many enterprises, and a place to write to."""

    dossier: Dossier
    content: Content
    templates: Path
    target: Path

    @property
    def rows(self) -> Sequence[Mapping[str, str]]:
        """The rows as they are printed."""
        return self.content.lists[ROSTER].rows


def task(rows: int, target: Path) -> Task:
    """Make the case: an example, with other enterprises."""
    example = str(ROOT / "examples" / "wanzhou-training.yaml")
    standing = read_source(example, _no_casebook, lambda: NOW).standing
    dossier = dossier_of(standing, NOW, {})
    was = dossier.evaluation
    rosters = {**was.rosters, ROSTER: [_enterprise(number) for number in range(rows)]}
    evaluation = Evaluation(was.programme, was.given, rosters, was.today)
    dossier = replace(dossier, evaluation=evaluation)
    made = content(dossier, plan(dossier).files())
    return Task(dossier, made, templates_of(dossier.programme.meta.id), target)


def _no_casebook() -> NoReturn:
    raise AssertionError("an answers file needs no casebook")


def _enterprise(number: int) -> dict[str, str]:
    return {
        "name": f"重庆第{number}机械有限公司" + ("<A&B>" if number % 50 == 0 else ""),
        "service": "政策咨询、财税代理",
        "contact": f"王建{'国军民华平'[number % 5]}",
        "phone": f"139{number:08d}",
        "rating": tuple(RATINGS)[number % len(RATINGS)],
    }


# --- Word ------------------------------------------------------------------


def word(given: Task, rounds: int) -> Figures:
    """Write annex 3 as we do, read it back, and zip the same bytes."""
    return _ours(given, rounds, "enterprise_list.docx", None)


def forms(given: Task, rounds: int) -> Figures:
    """Write an evaluation form for each enterprise, in one file."""
    return _ours(given, rounds, "evaluation_form.docx", ROSTER)


def _ours(given: Task, rounds: int, name: str, for_each: str | None) -> Figures:
    template, target = given.templates / name, given.target

    def write() -> None:
        zip_docx(fill(template, given.content, for_each), "名单", NOW, target)

    reader = Reader(
        given.dossier, Expectation(given.content), draft=given.dossier.draft
    )
    return _measured(
        rounds, target, write, lambda: reader.check(target, template, for_each)
    )


def docxtpl(given: Task, rounds: int) -> Figures:
    """Write the same table with docxtpl's loop over rows."""
    from docxtpl import DocxTemplate

    template = _looped(given.templates / "enterprise_list.docx")
    keys = [column.replace(".", "_") for column in COLUMNS]
    rows = [dict(zip(keys, map(row.get, COLUMNS), strict=True)) for row in given.rows]
    texts: dict[str, object] = {"rows": rows, "draft_mark": ""}
    texts |= {"operating_institution": "某公司", "enterprises_served": {"number": "1"}}

    def write() -> None:
        document = DocxTemplate(BytesIO(template))
        document.render(texts, autoescape=True)
        document.save(given.target)

    return {"write": [_seconds(write) for _ in range(rounds)]}


def _looped(template: Path) -> bytes:
    """Return our template with docxtpl's own loop around its row."""
    made = BytesIO()
    with ZipFile(template) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            xml = old.read(name).decode()
            if name == "word/document.xml":
                begin = xml.rindex("<w:tr>")
                end = xml.index("</w:tr>", begin) + len("</w:tr>")
                row = re.sub(
                    rf"{ROSTER}\.([a-z_.]+)",
                    lambda m: f"e.{m[1].replace('.', '_')}",
                    xml[begin:end],
                )
                xml = "".join(
                    (xml[:begin], _LOOP.format("for e in rows "), row,
                     _LOOP.format("endfor "), xml[end:])
                )  # fmt: skip
            new.writestr(name, xml)
    return made.getvalue()


def add_row(given: Task, rounds: int) -> Figures:
    """Write the same texts with python-docx, a row at a time."""
    from docx import Document

    def write() -> None:
        document = Document(str(given.templates / "enterprise_list.docx"))
        table = document.tables[0]
        for row in given.rows:
            cells = table.add_row().cells  # type: ignore[no-untyped-call]
            for cell, column in zip(cells, COLUMNS, strict=True):
                cell.text = row[column]
        document.save(str(given.target))

    return {"write": [_seconds(write) for _ in range(rounds)]}


# --- Excel -----------------------------------------------------------------


def excel(given: Task, rounds: int) -> Figures:
    """Write the Excel copy as we do, read it back, and zip the same bytes."""
    frame = Frame(("上年度服务中小企业名单",), ("上一年度共服务企业",), "")
    book = Book(given.dossier.evaluation, (ROSTER,), frame, "名单", NOW)
    return _measured(
        rounds,
        given.target,
        lambda: write_workbook(book, given.target),
        lambda: check_workbook(book, given.target),
    )


def xlsxwriter(given: Task, rounds: int) -> Figures:
    """Write the same cells with XlsxWriter in its constant-memory mode."""
    from xlsxwriter import Workbook

    texts = ("name", "service", "contact", "phone")
    rows = [
        [*map(str, map(row.get, texts)), RATINGS[str(row["rating"])]]
        for row in given.dossier.evaluation.rosters[ROSTER]
    ]

    def write() -> None:
        with Workbook(given.target, {"constant_memory": True}) as book:
            sheet = book.add_worksheet("名单")
            number = book.add_format({**_BOXED, "align": "center"})
            text = book.add_format({**_BOXED, "num_format": "@", "indent": 1})
            for place, row in enumerate(rows, 1):
                sheet.write_number(place, 0, place, number)
                for column, value in enumerate(row, 1):
                    sheet.write_string(place, column, value, text)

    return _measured(rounds, given.target, write)


# --- measuring -------------------------------------------------------------


def _measured(
    rounds: int,
    target: Path,
    write: Callable[[], None],
    check: Callable[[], None] | None = None,
) -> Figures:
    """Write so many times, the floor after each; read back once, it takes longer."""
    written, floors, added = [], [], []
    for _ in range(rounds):
        seconds, memory = _seconds_and_memory(write)
        written.append(seconds)
        added.append(memory)
        floors.append(_floor(target))
    figures = {"write": written, "floor": floors, "added": added}
    if check is not None:
        seconds, memory = _seconds_and_memory(check)
        figures |= {"check": [seconds], "check_added": [memory]}
    return figures


def _floor(written: Path) -> float:
    """Time what nobody can do without: to deflate these bytes, at the usual level."""
    with ZipFile(written) as parts:
        members = {name: parts.read(name) for name in parts.namelist()}

    def pack() -> None:
        with ZipFile(BytesIO(), "w", ZIP_DEFLATED, compresslevel=6) as archive:
            for name, member in members.items():
                archive.writestr(name, member)

    return _seconds(pack)


def _seconds(run: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    run()
    return time.process_time() - start


def _seconds_and_memory(run: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds, and by how many MiB memory grew at the most (on Linux)."""
    gc.collect()
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return _seconds(run), float("nan")
    before = _resident("VmRSS")
    return _seconds(run), _resident("VmHWM") - before


def _resident(name: str) -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split(f"{name}:")[1].split()[0]) / 1024


WAYS: Final[Mapping[str, Callable[[Task, int], Figures]]] = {
    way.__name__: way for way in (word, forms, docxtpl, add_row, excel, xlsxwriter)
}


def main() -> None:
    """Measure what the command line asks for."""
    way, rows, rounds = sys.argv[1:]
    with TemporaryDirectory() as folder:
        target = Path(folder) / "list"
        print(json.dumps(WAYS[way](task(int(rows), target), int(rounds))))


if __name__ == "__main__":
    main()
