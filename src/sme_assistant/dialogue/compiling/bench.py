"""What every part of compiling needs: the models, the names, and where faults go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel

from sme_assistant.dialogue import expressions as ex
from sme_assistant.dialogue.parsing import (
    YESNO,
    ExpressionFault,
    Names,
    Type,
    nearest,
    parse,
)
from sme_assistant.dialogue.programme import Wording
from sme_assistant.errors import Fault
from sme_assistant.marked import Marked, Path

_LOOKING = (ex.IsAnswered, ex.SumAnswered)
T = TypeVar("T", bound=BaseModel)


@dataclass(slots=True)
class Source:
    """The models of all files, their marks, and the faults found so far."""

    models: dict[str, BaseModel] = field(default_factory=dict)
    marks: dict[str, Marked] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    things: dict[tuple[str, Path], str] = field(default_factory=dict)

    def found(self, file: str, path: Path, kind: str, name: str) -> None:
        """Note where a thing stands, for ``places``."""
        self.things[file, path] = f"{kind}:{name}"

    def places(self) -> dict[str, str]:
        """Return where each thing and each of its keys stands, as ``path:line``.

        A thing is ``fact:service_staff``; its key is ``fact:service_staff.find``.
        """
        places: dict[str, str] = {}
        for file, marked in self.marks.items():
            for path, (line, _) in marked.marks.items():
                if thing := self.things.get((file, path)):
                    places[thing] = f"{file}:{line}"
                elif path and (thing := self.things.get((file, path[:-1]))):
                    places[f"{thing}.{path[-1]}"] = f"{file}:{line}"
        return places

    def fault(self, name: str, path: Path, code: str, text: str) -> None:
        """Note a fault at a path of a file."""
        self.faults.append(self.marks[name].fault(path, code, text))

    def one(self, name: str, kind: type[T]) -> T:
        """Return the model of a file."""
        model = self.models[name]
        assert isinstance(model, kind)  # noqa: S101 (loading.SINGLE_FILES says so)
        return model

    def folder(self, name: str, kind: type[T]) -> Iterator[tuple[str, T]]:
        """Yield path and model of each file in a folder, in order of their names."""
        for path, model in sorted(self.models.items()):
            if path.startswith(f"{name}/") and isinstance(model, kind):
                yield path, model


@dataclass(slots=True)
class Bench:
    """The workbench: names that are known, and ways to resolve or to complain.

    Attributes:
        source: The models.
        names: Facts, parameters and rosters, for expressions.
        clauses: Citation to its words.
        ids: Kind of thing to the ids seen so far.
    """

    source: Source
    names: Names
    clauses: Mapping[str, str]
    ids: dict[str, set[str]] = field(default_factory=dict)

    def expression(
        self, file: str, path: Path, text: str | None, *, wanted: Type | None = YESNO,
        looking: bool = False,
    ) -> ex.Node | None:  # fmt: skip
        """Parse an expression at a path; None if there is none or it is at fault."""
        if text is None:
            return None
        try:
            node = parse(text, self.names, wanted=wanted)
        except ExpressionFault as fault:
            self.source.fault(file, path, fault.code, fault.text)
            return None
        if not looking and any(isinstance(n, _LOOKING) for n in ex.walk(node)):
            told = "is_answered 和 sum_answered 只能用在 checks 和 materials 中"
            self.source.fault(file, path, "looks-at-answers", told)
        return node

    def cite(self, file: str, path: Path, citations: Iterable[str]) -> None:
        """Complain of citations that cite nothing."""
        for citation in citations:
            if citation not in self.clauses:
                known, code = self.clauses, "dangling-citation"
                self.unknown(file, path, citation, known, code, "条款")

    def unknown(
        self, file: str, path: Path, name: str, known: Iterable[str],
        code: str = "unknown-name", what: str = "事实",
    ) -> None:  # fmt: skip
        """Complain of a name nobody knows, and say which is nearest."""
        self.source.fault(
            file, path, code, f"没有名为“{name}”的{what}{nearest(name, known)}"
        )

    def wording(
        self, file: str, path: Path, text: str, extra: tuple[str, ...] = ()
    ) -> Wording:
        """Split a wording and complain of slots nobody can fill."""
        wording = Wording.of(text)
        facts, parameters = self.names.facts, self.names.parameters
        for slot in wording.slots:
            if not (slot in facts or slot in parameters or slot in extra):
                known = {*facts, *parameters, *extra}
                self.unknown(file, path, slot, known, "unknown-slot", "事实或参数")
        plain = "".join(wording.parts[::2])
        if "{" in plain or "}" in plain:
            self.source.fault(
                file, path, "broken-slot", "花括号里应是一个事实或参数的名字"
            )
        return wording

    def unique(self, file: str, path: Path, kind: str, name: str) -> None:
        """Complain of an id used twice for one kind of thing."""
        seen = self.ids.setdefault(kind, set())
        if name in seen:
            self.source.fault(file, path, "duplicate-id", f"编号“{name}”重复，请改名")
        seen.add(name)
        self.source.found(file, path, kind, name)
