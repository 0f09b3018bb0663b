"""Whatever is typed: nothing raises, it ends, and what was accepted is stored."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TextIO

from hypothesis import given, settings
from hypothesis import strategies as st

from sme_assistant.assistant.cases import opened, standing_of
from sme_assistant.assistant.conversation import Conversation
from sme_assistant.faces.console import Console
from sme_assistant.faces.home import Home
from sme_assistant.faces.plain import PlainConversation
from tests.casebook.memory import MemoryCasebook
from tests.faces.talking import CASE, Talk, clock
from tests.faces.test_plain import COMMANDS

ANSWERS = [
    "", "是", "否", "没有", "1", "2", "3", "1、3", "无", "0", "12", "约300家", "200元",
    "4亿元", "百分之八十", "0.85", "2019年3月15日", "2019-2-30", "万州", "公司",
    "重庆启航公司", "13900000000", "王五，32，大专", "+李四，40", "没有.csv", "待补",
    "已备齐", "第一行\n第二行", "a\0b", "\udcff", "￿", "9" * 400, "{label}", "%s",
]  # fmt: skip
LONG = "长" * 300
PLACES = [
    f"{verb} {place}"
    for verb in ("/附上 lease", "/导出名单 staff", "/空白表 staff", "/合订本", "")
    for place in (f"{LONG}.csv", f"~没有这个人/{LONG}.xlsx", f"{LONG}/甲.pdf")
]
JUMPS = [f"跳到 {number}" for number in (1, 9, 12, 18, 19, 27, 30, 33, 45, 48, 60, 99)]
LINES = st.lists(
    st.sampled_from([*COMMANDS, *ANSWERS, *JUMPS, *PLACES]) | st.text(max_size=20),
    max_size=25,
)


class Watch(io.StringIO):
    """Types lines; before each, what the conversation holds must be stored already."""

    def __init__(self, lines: list[str], casebook: MemoryCasebook) -> None:
        super().__init__()
        self.lines = lines
        self.casebook = casebook
        self.conversation: Conversation | None = None

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        del size
        if self.conversation is not None:
            stored = standing_of(self.casebook, CASE, clock).state
            assert stored == self.conversation.standing.state
        return f"{self.lines.pop(0)}\n" if self.lines else ""


@settings(deadline=None, max_examples=60)
@given(LINES)
def test_nothing_that_is_typed_breaks_a_conversation(lines: list[str]) -> None:
    talk = Talk(out=Path("/dev/null/nowhere"))
    heard: TextIO = io.StringIO()
    typed = Watch([line for line in lines if "退出" not in line], talk.casebook)
    with opened(talk.casebook, CASE, clock) as conversation:
        typed.conversation = conversation
        PlainConversation(conversation, Console(typed, heard), talk.out).run()

    assert not typed.lines


@settings(deadline=None, max_examples=60)
@given(LINES)
def test_nothing_that_is_typed_breaks_the_home(lines: list[str]) -> None:
    casebook = MemoryCasebook()
    typed = io.StringIO("".join(f"{line}\n" for line in lines), newline="\n")
    for _ in range(2):
        Home(casebook, Console(typed, io.StringIO()), clock, Path("/dev/null")).run()
