"""A list of 100,000 rows: file to casebook, recount, export, beside bare readers."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from benchmarks.timing import Timing

ROWS: Final = 100_000
ROUNDS: Final = 5
NOW: Final = datetime(2026, 11, 23, 4, tzinfo=UTC)
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
_SIGNS = (
    "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜"
)
_SERVICES = ("政策咨询", "培训", "检验检测", "法律服务、合同审查")
_HEAD = ("序号", "接受服务的企业名称", "服务内容", "被服务企业联系人姓名", "联系电话")


def tables() -> Iterator[str]:
    """Measure, and yield the page's lines."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "annex3.xlsx"
        _write_form(path)
        size = path.stat().st_size / 1_000_000
        yield f"The official form 附件3, {ROWS:,} rows of 8 columns, {size:.1f} MB;"
        yield f"each figure from {ROUNDS} processes of their own that took turns."
        yield ""
        yield "| what | ms, median (least–most) | ÷ calamine | aim | peak MiB |"
        yield "|---|---|---|---|---|"
        found = _measured(folder)
        calamine, openpyxl = found["calamine"][0], found["openpyxl"][0]
        imported = found["import"][0]
        is_met = imported[0] <= 3 * calamine[0] and imported[0] < openpyxl[0]
        aims = {"import": f"≤ 3, < openpyxl: {'met' if is_met else 'missed'}"}
        for what, (times, peak) in found.items():
            ratio, aim = times[0] / calamine[0], aims.get(what, "–")
            took = times.shown(0)
            yield f"| {_NAMES[what]} | {took} | {ratio:.2f} | {aim} | {peak} |"
        yield ""
        yield "Peaks are of the program or of the child it reads with, the higher one."


def _measured(folder: Path) -> dict[str, tuple[Timing, int]]:
    """Run each job in processes of its own, taking turns."""
    times: dict[str, list[float]] = {what: [] for what in JOBS}
    peaks = dict.fromkeys(JOBS, 0)
    for _ in range(ROUNDS):
        for what in JOBS:
            command = [sys.executable, "-m", "benchmarks.rosters", what, str(folder)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            took, peak = done.stdout.split()
            times[what].append(float(took))
            peaks[what] = max(peaks[what], int(peak))
    return {what: (Timing.of(times[what]), peaks[what]) for what in JOBS}


def _write_form(path: Path) -> None:
    from xlsxwriter import Workbook

    at = random.Random(1)  # noqa: S311 (names, not secrets)
    book = Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("附件3")
    sheet.write_string(0, 0, "上年度服务中小企业名单")
    for column, label in enumerate((*_HEAD, "服务评价")):
        sheet.write_string(2, column, label)
    for column, label in enumerate(("很满意", "满意", "不满意"), 5):
        sheet.write_string(3, column, label)
    for row in range(ROWS):
        name = "".join(at.choices(_SIGNS, k=4))
        person = at.choice(_SURNAMES) + "".join(at.choices(_SIGNS, k=2))
        phone = f"13{at.randrange(10**9):09d}"
        sheet.write_number(4 + row, 0, row + 1)
        cells = (f"重庆{name}有限公司{row}", at.choice(_SERVICES), person, phone)
        for column, text in enumerate(cells, 1):
            sheet.write_string(4 + row, column, text)
        sheet.write_string(4 + row, 5 + at.randrange(3), "√")
    book.close()


# --- the jobs, each run in a process of its own ------------------------------------


def _calamine(folder: Path) -> object:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(folder / "annex3.xlsx"))
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def _openpyxl(folder: Path) -> object:
    from openpyxl import load_workbook

    book = load_workbook(folder / "annex3.xlsx", read_only=True, data_only=True)
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


def _import(folder: Path) -> Callable[[], object]:
    from sme_assistant.assistant.cases import opened
    from sme_assistant.assistant.importing import prepared, take
    from sme_assistant.assistant.programmes import DEFAULT, shipped_programme
    from sme_assistant.casebook import SqliteCasebook

    path = folder / "casebook.sqlite3"
    path.unlink(missing_ok=True)
    book = SqliteCasebook(path, lambda: NOW)
    book.create("甲", DEFAULT, NOW)
    roster = shipped_programme().rosters["enterprises"]

    def run() -> None:
        with opened(book, "甲", lambda: NOW) as case:
            found = prepared(case.standing, roster, folder / "annex3.xlsx")
            take(case, found)

    return run


def _recount(folder: Path) -> Callable[[], object]:
    from sme_assistant.assistant.cases import standing_of
    from sme_assistant.assistant.importing import aggregates
    from sme_assistant.assistant.programmes import shipped_programme
    from sme_assistant.casebook import SqliteCasebook

    book = SqliteCasebook(folder / "casebook.sqlite3", lambda: NOW)
    roster = shipped_programme().rosters["enterprises"]

    def run() -> object:
        standing = standing_of(book, "甲", lambda: NOW)
        return aggregates(standing, roster), standing.conflicts

    return run


def _export(folder: Path, ending: str) -> Callable[[], object]:
    from sme_assistant.assistant.cases import standing_of
    from sme_assistant.casebook import SqliteCasebook
    from sme_assistant.rosters.writing import export

    book = SqliteCasebook(folder / "casebook.sqlite3", lambda: NOW)
    standing = standing_of(book, "甲", lambda: NOW)
    roster = standing.programme.rosters["enterprises"]
    rows = standing.state.rosters["enterprises"].rows
    return lambda: export(roster, rows, folder / f"out.{ending}")


def _again(folder: Path) -> Callable[[], object]:
    """Import the same file over the list that is there."""
    from sme_assistant.assistant.cases import standing_of
    from sme_assistant.assistant.importing import prepared
    from sme_assistant.casebook import SqliteCasebook

    book = SqliteCasebook(folder / "casebook.sqlite3", lambda: NOW)
    standing = standing_of(book, "甲", lambda: NOW)
    roster = standing.programme.rosters["enterprises"]
    return lambda: prepared(standing, roster, folder / "annex3.xlsx")


def _turn(folder: Path) -> Callable[[], object]:
    """One answer in a case that holds the list, till the next question is known."""
    from sme_assistant.assistant.cases import standing_of
    from sme_assistant.assistant.conversation import Conversation
    from sme_assistant.casebook import SqliteCasebook

    book = SqliteCasebook(folder / "casebook.sqlite3", lambda: NOW)
    name = "甲"
    standing = standing_of(book, name, lambda: NOW)
    case = Conversation(standing.programme, book.entries(name), None, lambda: NOW)
    question = next(
        q for q in standing.programme.questions.values() if q.subject == "total_assets"
    )
    case.accept(question, 300, "300")
    assert case.standing.conflicts is not None  # noqa: S101

    def run() -> object:
        case.accept(question, 200, "200")
        standing = case.standing
        return standing.verdicts, standing.conflicts, standing.next

    return run


JOBS: Final[dict[str, Callable[[Path], Callable[[], object]]]] = {
    "calamine": lambda folder: lambda: _calamine(folder),
    "openpyxl": lambda folder: lambda: _openpyxl(folder),
    "import": _import,
    "again": _again,
    "recount": _recount,
    "turn": _turn,
    "xlsx": lambda folder: _export(folder, "xlsx"),
    "csv": lambda folder: _export(folder, "csv"),
}
_NAMES: Final = {
    "calamine": "python-calamine: bare read",
    "openpyxl": "openpyxl, read-only: bare read",
    "import": "import: file to checked rows in the casebook",
    "again": "the same file again: read, checked, compared with the list",
    "recount": "recount: the case opened, figures and cross-checks reckoned",
    "turn": "one answer in that case, till verdicts and next question are known",
    "xlsx": "export as .xlsx",
    "csv": "export as .csv",
}


def main() -> None:
    """Run one job, and print its milliseconds and the peak of memory in MiB."""
    what, folder = sys.argv[1:]
    run = JOBS[what](Path(folder))
    started = time.perf_counter()
    kept = run()
    took = (time.perf_counter() - started) * 1e3
    peaks = [
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    print(f"{took:.1f} {max(peaks) // 1024}")
    del kept


if __name__ == "__main__":
    main()
