"""Record a plain conversation for each example (python -m tests.record_conversations).

A typist sits before the program and types what stands in the example, as it stands
there, and a few commands in between. What comes out is what a person would see; the
clock alone is held still. ``tests/test_conversations.py`` holds the recordings in
``docs/conversations/`` to what the program says today.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from sme_assistant.assistant.cases import standing_of
from sme_assistant.assistant.programmes import shipped_programme
from sme_assistant.dialogue.programme import QuestionDefinition
from sme_assistant.faces.console import Console
from sme_assistant.faces.home import Home
from sme_assistant.marked import Data, load_marked
from sme_assistant.values import Kind
from tests.casebook.memory import MemoryCasebook

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "conversations"
NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
_LONGEST = 70
"""In characters: longer paragraphs are cut in the recording."""


@dataclass(frozen=True)
class Recording:
    """One conversation to record.

    Attributes:
        example: The answers file whose answers are typed.
        case: What the person calls the case.
        title: What it shows, in a line.
        about: What a reader should look at.
        asides: Question to the lines typed there before its answer.
        leaves_at: The question at which the person leaves, if before the end.
        cut: Whether long paragraphs are cut.
    """

    example: str
    case: str
    title: str
    about: str
    asides: Mapping[str, tuple[str, ...]]
    leaves_at: str | None = None
    cut: bool = False


RECORDINGS = (
    Recording(
        "wanzhou-training",
        "万州培训平台",
        "万州的一家培训平台：从头到尾",
        "10 名服务人员，在渝东北正好够；条件都达到，什么都不缺。"
        "文字部分只录了开头几句，全文见例子。",
        {
            "service_staff": ("?", "条文 6(3)"),
            "training_attendances": ("进度",),
            "legal_representative": ("自评",),
            "narrative_basic": ("待补",),
        },
        cut=True,
    ),
    Recording(
        "yuzhong-financing",
        "渝中融资平台",
        "渝中的一家融资平台：差两样",
        "融资总额 3.99 亿元，差 100 万元；18 名服务人员里专业人员 14 人，差 1 人。"
        "文字部分只录了开头几句，全文见例子。",
        {
            "qualified_staff": ("?",),
            "financing_amount": ("?", "电话"),
            "legal_representative": ("自评",),
            "evidence_credit_report": ("待补", "材料"),
        },
        cut=True,
    ),
    Recording(
        "half-finished",
        "开州服务中心",
        "开州的一家平台：填了一半先离开",
        "不知道的答“不清楚”，放进待补清单，不会当成零；走的时候看一眼还缺什么。",
        {
            "total_assets": ("?",),
            "satisfaction_rate": ("进度",),
            "legal_representative": ("自评", "待补"),
        },
        leaves_at="legal_representative",
    ),
)


class Typist(io.StringIO):
    """A keyboard at which an example is typed; it looks at the case to know where.

    Args:
        recording: What is typed.
        casebook: Where the case lies, to see which question is open.
    """

    def __init__(self, recording: Recording, casebook: MemoryCasebook) -> None:
        super().__init__()
        self.recording = recording
        self.casebook = casebook
        self.answers = _answers(recording.example)
        self.waiting: list[str] = []
        self.typed_at: list[str] = []

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        """Type one line; nothing once the person has left."""
        del size
        if not self.waiting:
            self.waiting = self.lines()
        return f"{self.waiting.pop(0)}\n"

    def lines(self) -> list[str]:
        """Return what is typed next, one line or several."""
        name = self.recording.case
        if not self.casebook.cases():
            return [name]
        question = standing_of(self.casebook, name, lambda: NOON).next
        if question is None:
            return ["自评", "材料", "退出"]
        if question.id in self.typed_at:
            raise AssertionError(f"no answer to {question.id} is taken")
        self.typed_at.append(question.id)
        asides = [*self.recording.asides.get(question.id, ())]
        if question.id == self.recording.leaves_at:
            return [*asides, "退出"]
        return [*asides, *self.answer(question)]

    def answer(self, question: QuestionDefinition) -> list[str]:
        """Return the lines that answer a question; a notice takes an empty one."""
        model = question.model
        if not model.asks and not model.collects:
            return [""]
        if model.collects:
            return self.rows(self.answers.get("rosters"), model.collects)
        typed = cast("str | None", self.answers.get(question.subject))
        fact = shipped_programme().facts[question.subject]
        if typed is None and fact.model.default:
            return [""]
        if typed is None:
            return ["跳过" if model.optional else "不清楚"]
        lines = [line for line in typed.splitlines() if line.strip()]
        if self.recording.cut:
            lines = [_cut(line) for line in lines]
        return [*lines, ""] if fact.spec.kind is Kind.LONG_TEXT else lines

    def rows(self, rosters: Data, roster: str) -> list[str]:
        """Return a roster's file and the word to take it, or its rows one a line."""
        given = rosters.get(roster) if isinstance(rosters, dict) else None
        if isinstance(given, str):
            return [f"examples/{given}", "1"]
        rows = cast("list[dict[str, str]]", given or [])
        return [*("，".join(row.values()) for row in rows), ""] if rows else ["不清楚"]


def _answers(example: str) -> dict[str, Data]:
    text = (ROOT / "examples" / f"{example}.yaml").read_text(encoding="utf-8")
    marked, faults = load_marked(text, example)
    assert not faults
    return cast("dict[str, Data]", marked.data)


def _cut(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}……"


def recorded(recording: Recording) -> str:
    """Return a recording as the Markdown page it is kept as."""
    casebook, heard = MemoryCasebook(), io.StringIO()
    console = Console(Typist(recording, casebook), heard)
    Home(casebook, console, lambda: NOON, ROOT).run()
    lines = (line.rstrip() for line in heard.getvalue().strip().splitlines())
    return "\n".join(
        [
            f"# {recording.title}",
            "",
            f"{recording.about}例子：`examples/{recording.example}.yaml`。",
            "",
            "以 `> ` 开头的是人输入的，其余是程序说的。"
            "由 `python -m tests.record_conversations` 录成，请勿手改。",
            "",
            "```text",
            *lines,
            "```",
            "",
        ]
    )


def main() -> None:
    """Write every recording."""
    FOLDER.mkdir(exist_ok=True)
    for recording in RECORDINGS:
        page = FOLDER / f"{recording.example}.md"
        page.write_text(recorded(recording), encoding="utf-8")


if __name__ == "__main__":
    main()
