"""Every screen of the application, each a scene that leads to it.

The snapshots (``tests/record_screens.py``) and the pictures in the documentation
(``tests/record_pictures.py``) are taken from these. The clock stands still, the cases
come from ``examples/``, and time zone, home and working directory are given, so that a
screen is the same on every machine.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.color import Color
from textual.strip import Strip

from sme_assistant.assistant.handing_over import outgoing
from sme_assistant.assistant.programmes import DEFAULT, shipped_programme
from sme_assistant.assistant.sources import read_source
from sme_assistant.engine.log import Action, Channel, Entry
from sme_assistant.faces.helpdesk import HelpDesk
from sme_assistant.faces.settings import Settings
from sme_assistant.faces.tui.app import SmeApp
from sme_assistant.faces.tui.screens.interview import InterviewScreen
from tests.casebook.memory import MemoryCasebook
from tests.faces.talking import NOON, NOTICES, clock
from tests.faces.tui.screens import EXAMPLES, Stage

Size = tuple[int, int]
"""Columns and rows."""
SMALL: Size = (80, 24)
ROOMY: Size = (120, 40)
NEW = "渝创申报"
CASES = {
    "wanzhou-training": "万州培训平台",
    "yuzhong-financing": "渝中融资平台",
    "half-finished": "开州服务中心",
}
"""Example to what its case is called."""
_OUT = "材料包"
_MOST_LOOKS = 60


@dataclass(frozen=True)
class Shot:
    """One screen to look at.

    Attributes:
        name: What its snapshot is called.
        lead: Leads from the start of the application to the screen.
        cases: Puts cases into the casebook.
        case: The case that is opened at once; None begins at home.
        sizes: Columns and rows, each a snapshot.
        keys: What it says about keys.
        desk: Who takes calls, if anybody does.
    """

    name: str
    lead: Callable[[Stage], Awaitable[object]]
    cases: Callable[[MemoryCasebook], None]
    case: str | None = None
    sizes: tuple[Size, ...] = (SMALL, ROOMY)
    keys: tuple[str, ...] = ("F1 帮助", "F12 全部命令")
    desk: HelpDesk = field(default_factory=HelpDesk)

    def once(self) -> Shot:
        """Return it for the small size only."""
        return replace(self, sizes=(SMALL,))


# --- cases ----------------------------------------------------------------


@cache
def _answers(example: str) -> tuple[Entry, ...]:
    source = str(EXAMPLES / f"{example}.yaml")
    given = read_source(source, MemoryCasebook, clock)
    return tuple(given.standing.state.effective)


def _told(name: str, *entries: Entry, at: datetime = NOON) -> Callable[..., None]:
    """Return what begins a case and writes entries into it."""

    def begin(book: MemoryCasebook) -> None:
        book.create(name, DEFAULT, at - timedelta(days=3))
        seen = [Entry(Action.SEEN, notice, at) for notice in NOTICES]
        with book.writer(name, "") as writer:
            typed = [
                replace(entry, at=at, channel=Channel.SELF, source="")
                for entry in entries
            ]
            writer.append(*seen, *typed)

    return begin


def _example(example: str, days_ago: int = 0) -> Callable[[MemoryCasebook], None]:
    at = NOON - timedelta(days=days_ago, minutes=37 * days_ago)
    return _told(CASES[example], *_answers(example), at=at)


def _until(subject: str, example: str) -> Callable[[MemoryCasebook], None]:
    """Return what begins a case with an example's answers before a question."""
    entries = _answers(example)
    at = [entry.subject for entry in entries].index(subject)
    return _told(CASES[example], *entries[:at])


def _untouched(book: MemoryCasebook) -> None:
    book.create(NEW, DEFAULT, NOON)


def _none(_book: MemoryCasebook) -> None:
    pass


def _several(book: MemoryCasebook) -> None:
    _told("去年的申报", at=NOON - timedelta(days=380))(book)
    book.archive("去年的申报", True)
    for days, example in ((9, "wanzhou-training"), (2, "half-finished")):
        _example(example, days)(book)
    _example("yuzhong-financing", 1)(book)


def _thrown_away(book: MemoryCasebook) -> None:
    _several(book)
    book.delete(CASES["wanzhou-training"])
    book.delete("去年的申报")


# --- leading to a screen --------------------------------------------------


def _stay() -> Callable[[Stage], Awaitable[object]]:
    async def lead(stage: Stage) -> None:
        await stage.settle()

    return lead


def _by(*steps: str) -> Callable[[Stage], Awaitable[object]]:
    """Return what types lines and presses keys.

    Args:
        steps: A line to enter; after ``…`` what is typed and not entered; in
            ``[brackets]`` keys to press.
    """

    async def lead(stage: Stage) -> None:
        for step in steps:
            if step.startswith("["):
                await stage.press(*step.strip("[]").split())
            elif step.startswith("…"):
                stage.desk.entry.value = step[1:]
                stage.desk.entry.cursor_position = len(step) - 1
                await stage.settle()
            else:
                await stage.enter(step)

    return lead


async def _write_text(stage: Stage) -> None:
    await stage.enter("/跳到 narrative_influence")
    screen = stage.app.screen
    assert isinstance(screen, InterviewScreen)
    text = next(
        entry.typed
        for entry in _answers("yuzhong-financing")
        if entry.subject == "narrative_influence"
    )
    screen.editor.load_text(text)
    screen.editor.move_cursor(screen.editor.document.end)
    await stage.settle()


async def _make_package(stage: Stage) -> None:
    await stage.press("f8")
    await stage.press("enter")


async def _choose_files(stage: Stage) -> None:
    for name in ("营业执照（副本）.pdf", "租赁合同.pdf", "毕业证书-扫描件.pdf"):
        Path("证照", name).write_bytes(b"%PDF-1.4")
    Path("证照", "财务报表").mkdir()
    await stage.enter("/跳到 evidence_business_licence")
    await stage.press("f5", "down", "down", "down", "enter")


async def _make_small(stage: Stage) -> None:
    await stage.pilot.resize_terminal(50, 12)
    await stage.settle()


async def _merge(stage: Stage) -> None:
    """Bring in a file of the same case that says something else on some things."""
    case, later = CASES["half-finished"], NOON + timedelta(hours=2)
    book = stage.app.casebook
    other = MemoryCasebook()
    other.create(case, DEFAULT, NOON, book.info(case).uid)
    told = {
        "total_assets": "300",
        "service_staff": "15",
        "enterprises_served": "140",
        "operating_since": "2021-10-01",
    }
    with other.writer(case, "") as writer:
        writer.append(
            *(
                Entry(
                    *(Action.ANSWER, fact, later),
                    value=value,
                    typed=value,
                    who="张工",
                    channel=Channel.PHONE,
                )
                for fact, value in told.items()
            )
        )
    outgoing(other, case, clock, with_evidence=False).write(Path("交接.sme"), None)
    await stage.enter("/导入项目 交接.sme")
    await stage.press("space", "down")


async def _two_calls(stage: Stage) -> None:
    """Serve two callers, the second of whom is left for the first."""
    await stage.enter(_CALL)
    await stage.enter("/项目列表")
    stage.app.open_case(CASES["half-finished"])
    await stage.settle()
    await stage.enter("/开始通话 李先生")
    await stage.press("ctrl+t")


async def _calls_left(stage: Stage) -> None:
    await _two_calls(stage)
    await stage.enter("/项目列表")


def _two_cases(book: MemoryCasebook) -> None:
    _KAIZHOU(book)
    _until("qualified_staff", "yuzhong-financing")(book)


def _served(
    name: str,
    lead: Callable[[Stage], Awaitable[object]],
    case: str | None = CASES["yuzhong-financing"],
) -> Shot:
    """Return a shot of the help desk."""
    desk = HelpDesk(True, "王五", ("王五", "李梅"))
    return Shot(name, lead, _two_cases, case, desk=desk)


_CALL = "/开始通话 张女士 023-12345678"
_STAFF_FILE = str(EXAMPLES / "wanzhou-training" / "staff.csv")
_WANZHOU = _example("wanzhou-training")
_YUZHONG = _example("yuzhong-financing")
_KAIZHOU = _example("half-finished")


def _interview(name: str, *steps: str, until: str) -> Shot:
    """Return a shot of the conversation, with what was answered before a question."""
    example = "yuzhong-financing"
    lead = _by(*steps) if steps else _stay()
    return Shot(f"interview-{name}", lead, _until(until, example), CASES[example])


def _in(example: str, name: str, *steps: str) -> Shot:
    """Return a shot that is led to from an example's case."""
    return Shot(name, _by(*steps), _example(example), CASES[example])


_TWICE = ("/名单 附件2", "王五，80岁，本科", "王五，80岁，本科")
_FOR_LATER = ("/跳到 total_assets", "不清楚", "/跳到 satisfaction_rate", "以后再补")


def _row(example: str, name: str, *steps: str) -> Shot:
    """Return a shot of the form for a row, which has keys of its own."""
    shot = _in(example, name, "/跳到 服务人员名单", "[enter enter]", *steps)
    return replace(shot, keys=("Tab 下一栏", "F9 写好了", "Esc 不改了"))


SHOTS = (
    Shot("home-empty", _stay(), _none),
    Shot("home", _stay(), _several),
    Shot("home-naming", _by("/改名", "…渝中金融平台"), _several),
    Shot("home-nothing-found", _by("…永川"), _several).once(),
    Shot("ask", _by("/问 莫得房本爪子办", "[down]"), _several),
    Shot("ask-empty", _by("/问"), _several).once(),
    Shot("quick", _by("/速查 万州 12人 8个大专 10家 19年成立"), _several),
    Shot("quick-asking", _by("/速查", "万州"), _several).once(),
    Shot("export-case", _by("/导出项目 交接.sme", "…口令"), _several),
    Shot("import-case", _by("/导入项目"), _several).once(),
    Shot("merge", _merge, _example("half-finished")),
    Shot("overview", _by("/今日概览"), _several),
    Shot("overview-clauses", _by("/今日概览", "[down down]"), _several),
    Shot("trash", _by("/回收站"), _thrown_away),
    Shot("trash-empty", _by("/回收站"), _several).once(),
    Shot("interview-beginning", _stay(), _untouched, NEW),
    Shot("interview-first-question", _by("", "", "", ""), _untouched, NEW),
    _interview("text", "…备注[/]结束", until="operating_institution"),
    _interview("choice", "[down down]", until="institution_type"),
    _interview("yes-no", until="independent_legal_person").once(),
    _interview("long-list", "…江", until="district"),
    _interview("date", "…2017.6.8", until="operating_since"),
    _interview("amount", "…1,240万元", until="total_assets"),
    _interview("amount-answered", "1,240万元", until="total_assets"),
    _interview("number", "…一百一十二家", until="enterprises_served").once(),
    _interview("percent-short", "八成", until="satisfaction_rate"),
    _interview("asked-back", "大约18", until="service_staff"),
    _interview("refused", "十二点五人", until="service_staff"),
    _interview("why", "?", until="qualified_staff").once(),
    _interview("by-phone", "/电话", until="qualified_staff").once(),
    _interview("short-by-one", "十四人", until="qualified_staff"),
    _interview("later", "以后再补", until="qualified_staff"),
    _interview("ask", "？要多少人", until="qualified_staff"),
    _interview("unknown-command", "/返会", until="qualified_staff").once(),
    _interview(
        "ticks", "[down down down down space down space]", until="service_functions"
    ),
    Shot(
        "interview-long-text",
        _write_text,
        _until("narrative_influence", "yuzhong-financing"),
        CASES["yuzhong-financing"],
    ),
    _in("yuzhong-financing", "interview-table", "/跳到 服务人员名单"),
    _in("half-finished", "interview-evidence", "/跳到 evidence_lease"),
    _in("wanzhou-training", "interview-done", "/跳到 declaration_agreed", "是"),
    _in("half-finished", "interview-changed", "/跳到 service_functions", "培训服务"),
    _in("half-finished", "interview-no-files", "/跳到 service_staff", "[f5]").once(),
    _in("half-finished", "outline", "[f3]"),
    _in("half-finished", "to-do", *_FOR_LATER, "/待补"),
    _in("half-finished", "to-do-empty", "/待补").once(),
    _in("yuzhong-financing", "board", "[f7]"),
    _in("yuzhong-financing", "board-tree", "/自评 6(3)"),
    _in("yuzhong-financing", "board-figure", "/自评 6(3)", "[down down down]"),
    _in("half-finished", "board-open", "[f7]"),
    _in("yuzhong-financing", "materials", "[f6]", "[down down down down]"),
    _in("yuzhong-financing", "clauses", "[f4]"),
    _in("yuzhong-financing", "clauses-search", "[f4]", "…满意度"),
    _in("yuzhong-financing", "clauses-questions", "/条文 6(3)", ""),
    _in("half-finished", "preview-draft", "[f8]"),
    _in("wanzhou-training", "preview", "[f8]"),
    _in("wanzhou-training", "preview-document", "[f8]", "[down down]"),
    Shot("preview-made", _make_package, _WANZHOU, CASES["wanzhou-training"]),
    _in("half-finished", "help", "[f1]"),
    _in("half-finished", "help-command", "[f1]", "…撤销").once(),
    _in("half-finished", "palette", "[f12]"),
    _in("half-finished", "palette-pinyin", "[f12]", "…cl").once(),
    _in("half-finished", "settings", "/设置"),
    _in("half-finished", "settings-asking", "/设置", "[down down down enter]").once(),
    _in("yuzhong-financing", "roster", "/跳到 服务人员名单", ""),
    _in("yuzhong-financing", "rosters", "/名单", "[down down]"),
    replace(
        _in("yuzhong-financing", "roster-findings", *_TWICE, "/核对"),
        keys=("回车", "翻页键"),
    ),
    replace(
        _in("yuzhong-financing", "roster-file", "/跳到 服务人员名单", _STAFF_FILE),
        keys=("回车", "Esc"),
    ),
    _row("yuzhong-financing", "roster-row"),
    _row("half-finished", "roster-row-refused", "[f9]").once(),
    _served("desk-no-call", _stay()),
    _served("desk-call", _by(_CALL)),
    _served("desk-read-back", _by(_CALL, "十二个")),
    _served("desk-held", _by(_CALL, "/暂停", "十二个")),
    _served("desk-two-calls", _two_calls),
    _served("desk-history", _by(_CALL, "/通话")),
    _served("desk-home", _calls_left),
    replace(_served("desk-staff", _stay()), desk=HelpDesk(True, "", ("王五", "李梅"))),
    Shot("files", _choose_files, _KAIZHOU, CASES["half-finished"]),
    Shot(
        "too-small",
        _make_small,
        _KAIZHOU,
        CASES["half-finished"],
        sizes=((50, 12),),
        keys=("回车",),
    ),
)


# --- taking ---------------------------------------------------------------


@contextmanager
def surroundings() -> Iterator[None]:
    """Give time zone, home and working directory, all empty and known."""
    given = {
        "TZ": "Asia/Shanghai",
        "HOME": "证照",
        "USERPROFILE": "证照",
        "SME_ASSISTANT_SETTINGS": "/home/user/settings.toml",
    }
    before = {name: os.environ.get(name) for name in (*given, "NO_COLOR")}
    place = Path.cwd()
    with TemporaryDirectory() as folder:
        os.environ.update(given)
        os.environ.pop("NO_COLOR", None)
        time.tzset()
        os.chdir(folder)
        Path("证照").mkdir()
        try:
            yield
        finally:
            os.chdir(place)
            for name, value in before.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value
            time.tzset()


@dataclass(frozen=True)
class Painted:
    """What a screen shows.

    Attributes:
        size: Columns and rows.
        strips: The rows, with their styles.
        cursor: Column and row of the terminal's cursor, from 0.
        text: The colour of text that has none of its own.
        ground: The colour it stands on.
        marked: The colour that the highlighted line stands on.
    """

    size: Size
    strips: tuple[Strip, ...]
    cursor: tuple[int, int]
    text: Color
    ground: Color
    marked: Color

    @property
    def lines(self) -> list[str]:
        """The rows as text."""
        return [strip.text.rstrip() for strip in self.strips]

    @property
    def highlighted(self) -> list[int]:
        """The rows that are highlighted, from 0."""
        return [
            number
            for number, strip in enumerate(self.strips)
            if any(s.style and s.style.bgcolor == self.marked for s in strip)
        ]


def taken(shot: Shot, theme: str = Settings().theme) -> dict[Size, Painted]:
    """Go to a screen and take what it shows; call it within ``surroundings``.

    The window is given the shot's sizes one after the other.
    """
    shipped_programme()
    book = MemoryCasebook()
    shot.cases(book)
    settings = Settings(theme=theme, casebook="/home/user/casebook.sqlite3", out=_OUT)
    app = SmeApp(book, clock, settings, shot.case, replace(shot.desk))
    found = {}

    async def run() -> None:
        async with app.run_test(size=shot.sizes[0]) as pilot:
            stage = Stage(app, pilot)
            await _still(stage)
            await shot.lead(stage)
            for size in shot.sizes:
                await pilot.resize_terminal(*size)
                await _still(stage)
                found[size] = _painted(app)

    asyncio.run(run())
    return found


async def _still(stage: Stage) -> None:
    """Wait until nothing moves: what workers bring in comes after the first picture."""
    before = ""
    for _ in range(_MOST_LOOKS):
        await stage.settle()
        after = stage.shown()
        if after == before:
            return
        before = after
    raise AssertionError("the screen does not come to rest")


def _painted(app: SmeApp) -> Painted:
    strips = tuple(app.screen._compositor.render_strips())
    colours = [
        Color.parse(app.theme_variables[name])
        for name in ("foreground", "background", "marked")
    ]
    x, y = app.cursor_position
    return Painted((app.size.width, app.size.height), strips, (x, y), *colours)


def as_text(painted: Painted) -> str:
    """Write a screen down: its lines, and what lines alone do not tell."""
    x, y = painted.cursor
    rows = "、".join(str(row + 1) for row in painted.highlighted) or "无"
    told = f"（光标：第 {y + 1} 行第 {x + 1} 列；选中的行：{rows}）"
    return "\n".join([*painted.lines, "─" * painted.size[0], told, ""])
