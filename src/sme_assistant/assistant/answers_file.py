"""Read an answers file: YAML with fact ids and values as a person would type them.

Everything wrong in it is reported at once, each with its line; nothing is guessed.
What is approximate or ambiguous would be asked back in conversation, so here it is an
error.
"""

from __future__ import annotations

import difflib
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sme_assistant.assistant.clock import day_of
from sme_assistant.assistant.conversation import written
from sme_assistant.dialogue.programme import Programme
from sme_assistant.engine.log import Action, Channel, Entry
from sme_assistant.engine.open_points import names_a_point
from sme_assistant.engine.text_tables import TextRow, TextTable
from sme_assistant.errors import Problem, SmeAssistantError
from sme_assistant.marked import DUPLICATE_KEY, Data, Marked, load_marked
from sme_assistant.paths import is_file
from sme_assistant.phrases import Line
from sme_assistant.rosters.files import TableError
from sme_assistant.rosters.reading import BadCell, read_file, read_rows
from sme_assistant.values import Table, Understood, Unlikely, read, write

_LARGEST = 5 * 1024 * 1024
_PARTS = ("rosters", "evidence", "accepted")


class AnswersFileError(SmeAssistantError):
    """An answers file holds what cannot be read; all of it at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self._problems = problems
        lines = "\n".join(f"{p.where}: {p.message}" for p in problems)
        super().__init__(
            f"{len(problems)} problems in an answers file",
            Line.ANSWERS_FILE_PROBLEMS.format(count=len(problems), lines=lines),
        )

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, each with its line."""
        return self._problems


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say about a value that was taken.

    Attributes:
        unlikely: It is far from plausible and wants a second look; otherwise the
            value is right and there is something to know about it.
    """

    fact: str
    message: str
    unlikely: bool


@dataclass(slots=True)
class Snapshot:
    """What an answers file says.

    Attributes:
        entries: A log that gives the same answers.
        evidence: Material (``9(3)``) to its files.
        remarks: What there is to say about values that were taken.
    """

    entries: list[Entry] = field(default_factory=list)
    evidence: dict[str, tuple[Path, ...]] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


def read_answers(path: Path, programme: Programme, now: datetime) -> Snapshot:
    """Read an answers file.

    Args:
        path: The file.
        programme: What is applied for.
        now: The time, for the entries and for dates such as 今天.

    Raises:
        AnswersFileError: Something in it cannot be read; it holds every problem.
    """
    text = _text(path)
    marked, faults = load_marked(text, path.name)
    problems = [Problem("", f"{f.path}:{f.line}", f.text) for f in faults]
    reader = _Reader(marked, programme, now, path.parent)
    if all(fault.code == DUPLICATE_KEY for fault in faults):
        reader.read()  # all of the file was understood, but for the repetitions
    if problems or reader.problems:
        raise AnswersFileError((*problems, *reader.problems))
    return reader.snapshot


def _text(path: Path) -> str:
    def refuse(message: Line) -> AnswersFileError:
        told = message.format(name=path.name)
        return AnswersFileError((Problem("", path.name, told),))

    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise refuse(Line.FILE_UNREADABLE)
        if status.st_size > _LARGEST:
            raise refuse(Line.FILE_TOO_LARGE)
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(Line.FILE_NOT_UTF8) from error
    except FileNotFoundError as error:
        raise refuse(Line.FILE_NOT_FOUND) from error
    except OSError as error:
        raise refuse(Line.FILE_UNREADABLE) from error


class _Reader:
    def __init__(
        self, marked: Marked, programme: Programme, now: datetime, folder: Path
    ) -> None:
        self.marked = marked
        self.programme = programme
        self.now = now
        self.today = day_of(now)
        self.folder = folder
        self.snapshot = Snapshot()
        self.problems: list[Problem] = []

    def where(self, *path: str | int) -> str:
        return f"{self.marked.name}:{self.marked.line(path)}"

    def problem(self, fact: str, where: str, message: str) -> None:
        self.problems.append(Problem(fact, where, message))

    def read(self) -> None:
        data = self.marked.data
        if data is None:
            data = {}
        if not isinstance(data, dict):
            self.problem("", self.where(), Line.ANSWERS_FILE_SHAPE)
            return
        for key, value in data.items():
            if key == "rosters":
                self.rosters(value)
            elif key == "evidence":
                self.evidence(value)
            elif key == "accepted":
                self.accepted(value)
            else:
                self.fact(key, value)

    def fact(self, name: str, value: Data) -> None:
        where = self.where(name)
        fact = self.programme.facts.get(name)
        if fact is None or fact.computed is not None:
            self.problem(name, where, self.unknown(name, computed=fact is not None))
            return
        typed = _typed(value)
        if typed is None:
            if value is not None:
                told = Line.ANSWERS_VALUE_SHAPE.format(label=fact.model.label)
                self.problem(name, where, told)
            return
        reading = read(fact.spec, typed, today=self.today)
        if isinstance(reading, Unlikely):
            remark = Remark(name, reading.message, unlikely=True)
            self.snapshot.remarks.append(remark)
        if isinstance(reading, Understood):
            self.snapshot.remarks += [
                Remark(name, notice, unlikely=False) for notice in reading.notices
            ]
        if isinstance(reading, Understood | Unlikely):
            text = write(fact.spec, reading.value)
            self.add(Action.ANSWER, name, where, value=text, typed=typed)
        else:
            self.problem(name, where, reading.message)

    def unknown(self, name: str, *, computed: bool) -> str:
        if computed:
            label = self.programme.facts[name].model.label
            return Line.ANSWERS_COMPUTED.format(label=label)
        known = [
            *(n for n, f in self.programme.facts.items() if not f.computed),
            *_PARTS,
        ]
        close = difflib.get_close_matches(name, known, n=1)
        near = Line.DID_YOU_MEAN.format(name=close[0]) if close else ""
        return Line.ANSWERS_UNKNOWN.format(name=name, near=near)

    def rosters(self, value: Data) -> None:
        if value is None:
            return
        if not isinstance(value, dict):
            self.problem("rosters", self.where("rosters"), Line.ROSTERS_SHAPE)
            return
        for name, given in value.items():
            if given is None:
                continue
            where = self.where("rosters", name)
            if name not in self.programme.rosters:
                kinds = "、".join(self.programme.rosters)
                told = Line.ROSTER_UNKNOWN.format(name=name, kinds=kinds)
                self.problem(f"rosters.{name}", where, told)
                continue
            rows, cells = self.roster(name, given, where)
            for bad in cells:
                told = Line.ROSTER_BAD_CELL.format(value=bad.value, message=bad.message)
                self.problem(f"rosters.{name}", bad.where, told)
            self.add(Action.ROWS, name, where, rows=rows)

    def roster(
        self, name: str, given: Data, where: str
    ) -> tuple[TextTable, tuple[BadCell, ...]]:
        roster = self.programme.rosters[name]
        if isinstance(given, str):
            try:
                found = read_file(roster, self.folder / given, self.today)
            except TableError as error:
                self.problem(f"rosters.{name}", where, error.user_message)
                return TextTable({}, 0), ()
            return found.rows, found.bad
        rows: list[tuple[str, Mapping[str, str]]] = []
        for index, row in enumerate(given if isinstance(given, list) else [None]):
            at = self.where("rosters", name, index)
            if isinstance(row, dict):
                self.check_columns(name, row, index)
                rows.append((at, {c: _typed(v) or "" for c, v in row.items()}))
            else:
                columns = "、".join(roster.columns)
                told = Line.ROSTER_SHAPE.format(columns=columns)
                self.problem(f"rosters.{name}", at, told)
        sheet = read_rows(roster, rows, self.today)
        return written(roster.columns, Table.of(sheet.rows)), sheet.bad

    def check_columns(self, name: str, row: Mapping[str, Data], index: int) -> None:
        columns = self.programme.rosters[name].columns
        for column in row:
            if column not in columns:
                told = Line.ROSTER_UNKNOWN_COLUMN.format(
                    name=column, columns="、".join(columns)
                )
                where = self.where("rosters", name, index, column)
                self.problem(f"rosters.{name}", where, told)

    def evidence(self, value: Data) -> None:
        if value is None:
            return
        if not isinstance(value, dict):
            self.problem("evidence", self.where("evidence"), Line.EVIDENCE_SHAPE)
            return
        items = {material.item for material in self.programme.materials}
        for item, given in value.items():
            where = self.where("evidence", item)
            if item not in items:
                told = Line.EVIDENCE_UNKNOWN.format(name=item)
                self.problem(f"evidence.{item}", where, told)
                continue
            files = given if isinstance(given, list) else [given]
            found = dict.fromkeys(self.files(item, files))
            self.snapshot.evidence[item] = tuple(found)

    def files(self, item: str, files: Sequence[Data]) -> list[Path]:
        found: list[Path] = []
        for index, name in enumerate(files):
            if name is None:
                continue
            path = self.folder / str(name)
            if is_file(path) and _is_within(path, self.folder):
                found.append(path)
            else:
                message = Line.FILE_OUTSIDE if is_file(path) else Line.FILE_NOT_FOUND
                where = self.where("evidence", item, index)
                self.problem(f"evidence.{item}", where, message.format(name=name))
        return found

    def accepted(self, value: Data) -> None:
        """Take the open points that the applicant lets stand."""
        if value is None:
            return
        points = value if isinstance(value, list) else [value]
        for index, point in enumerate(points):
            where = self.where("accepted", index)
            if not isinstance(point, str) or not names_a_point(self.programme, point):
                told = Line.ACCEPTED_UNKNOWN.format(name=point)
                self.problem("accepted", where, told)
            else:
                self.add(Action.ACCEPT, point, where)

    def add(
        self, action: Action, subject: str, where: str, *, value: str = "",
        typed: str = "", rows: Sequence[TextRow] = (),
    ) -> None:  # fmt: skip
        entry = Entry(
            action,
            subject,
            self.now.astimezone(UTC),
            value=value,
            typed=typed,
            rows=rows,
            channel=Channel.FILE,
            source=where,
            version=self.programme.meta.version,
        )
        self.snapshot.entries.append(entry)


def _is_within(path: Path, folder: Path) -> bool:
    """Whether a file is where its name says: no ``..`` and no link leads elsewhere.

    An answers file may come from anybody, and what it names goes into a package.
    """
    return path.resolve().is_relative_to(folder.resolve())


def _typed(value: Data) -> str | None:
    """Return what was typed; a list of options as one line; None if it is blank."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "、".join(str(part) for part in value) or "无"
    return None
