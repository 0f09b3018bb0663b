"""Lines of Chinese as a reader expects them, and Textual really breaking them so."""

from __future__ import annotations

import asyncio
import re
from itertools import pairwise

import pytest
import textual.content
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes
from textual.app import App, ComposeResult
from textual.content import Content
from textual.document import _wrapped_document
from textual.expand_tabs import get_tab_widths
from textual.widgets import Static, TextArea

from sme_assistant.faces.tui import breaking
from sme_assistant.faces.tui.breaking import compute_wrap_offsets, divide_line

NO_START = tuple("，。、；：？！）》」』”’】〕％%…—·～°℃,;:?!)]}")
NO_END = tuple("（《「『“‘【〔([{")


def parts(text: str, offsets: list[int]) -> list[str]:
    return [text[a:b] for a, b in pairwise([0, *offsets, len(text)])]


def lines(text: str, width: int) -> list[str]:
    return [part.rstrip() for part in parts(text, divide_line(text, width))]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        # No mark of punctuation begins a line, no opening mark ends one.
        (8, "服务平|台，企业"),
        (10, "服务中小企|业（三）"),
        (8, "根据《管|理办法》"),
        (8, "他们说|“好的”。"),
        (7, "重庆市|“一站|式”"),
        (8, "要求：|（1）；|（2）。"),
        (8, "服务平|台——企业"),
        (8, "等等等|等……以及"),
        # What belongs together stays together.
        (16, "资产为|1,234,567.89万元"),
        (12, "成立于|2026-11-24。"),
        (10, "增长了|12.5%左右"),
        (10, "同比增长|12％以上"),
        (9, "占比10%～|20%"),
        (9, "对照条款|6(3)第|6(4)"),
        (11, "服务中小微|100家以上"),
        (15, "服务人员共有|12 人"),
        (8, "不低于|-5℃。"),
        (15, "见附件|a/b_c-1.docx，"),
        (24, "网址为|https://x.cn/a?b=1。"),
        (10, "服务申报|表.docx"),
        # Blanks at a break are swallowed; at the beginning of a text they stay.
        (9, "Textual |平台"),
        (5, "a b |平台"),
        (10, "　　第一段|文字"),
        # Fitting wins where what belongs together is wider than a line.
        (6, "约|１，２|３４．|５％"),
        (6, "好！！|！！！"),
        (4, "（三|）"),
        (2, "好|。"),
        (3, "中|文|字"),
        (1, "中|1"),
    ],
)
def test_chinese_is_broken_where_a_reader_expects_it(width: int, expected: str) -> None:
    text = expected.replace("|", "")

    assert lines(text, width) == [line.rstrip() for line in expected.split("|")]


def test_what_is_wider_than_a_line_hangs_over_where_folding_is_off() -> None:
    text = "见https://example.cn/abc平台"

    assert parts(text, divide_line(text, 8, fold=False)) == [
        "见", "https://example.cn/abc", "平台",
    ]  # fmt: skip


def test_joined_characters_are_measured_as_they_are_shown() -> None:
    # A variation selector, joiners, a variant of a Han character.
    text = "❤️\U0001f468\u200d\U0001f469\u200d\U0001f467葛\U000e0100中"

    assert [len(line) for line in lines(text, 4)] == [7, 3]


# --- laws -----------------------------------------------------------------

WIDTHS = st.integers(1, 24)
BITS = st.sampled_from(
    [*"平台，。、；：？！（）《》“”——……·～ 　([{)]}%％°℃,;1a\u0301", "12", "1,234.5",
     "2026-11-24", "abc", "x.docx", "a/b", "❤️", "\U0001f468\u200d\U0001f469",
     "\U00020000"]
)  # fmt: skip
TEXTS = st.one_of(st.lists(BITS, max_size=30).map("".join), st.text(max_size=30))


def are_ascending(text: str, offsets: list[int]) -> bool:
    return not offsets or all(a < b for a, b in pairwise([0, *offsets, len(text)]))


def fits(line: str, width: int) -> bool:
    """Whether a line fits; a wide character in a column of one cell is alone in it."""
    seen = [cells for _, _, cells in split_graphemes(line)[0] if cells]
    return cell_len(line) <= width or len(seen) == 1


@given(TEXTS, WIDTHS)
def test_every_line_fits_and_none_is_empty(text: str, width: int) -> None:
    offsets = divide_line(text, width)

    assert are_ascending(text, offsets)
    for line in parts(text, offsets):
        assert fits(line.rstrip(), width)


@given(TEXTS, WIDTHS, st.integers(1, 8))
def test_every_line_of_the_editor_fits_with_its_blanks(
    text: str, width: int, tab_size: int
) -> None:
    offsets = compute_wrap_offsets(text, width, tab_size)

    assert are_ascending(text, offsets)
    for line in parts(text, offsets):
        assert fits(line, width)


@given(st.text("平台，ab \t", max_size=20), st.integers(8, 24))
def test_every_line_of_the_editor_fits_with_its_tabs(text: str, width: int) -> None:
    sections = get_tab_widths(text, 4)
    offsets = compute_wrap_offsets(text, width, 4, precomputed_tab_sections=sections)
    cells = [
        size
        for section, tab in sections
        for size in [*map(cell_len, section), *([tab] if tab else [])]
    ]

    assert are_ascending(text, offsets)
    for start, end in pairwise([0, *offsets, len(text)]):
        assert sum(cells[start:end]) <= width


def is_forbidden(text: str, at: int) -> bool:
    """Whether the marks on both sides forbid that a line ends before this offset."""
    return text.startswith(NO_START, at) or text[:at].rstrip().endswith(NO_END)


@given(st.text("平台，。；（）《》“”…·％1 ", min_size=1, max_size=30), WIDTHS)
def test_a_forbidden_break_is_made_only_where_there_is_no_other(
    text: str, width: int
) -> None:
    allowed = [
        at
        for at in range(1, len(text))
        if not text[at].isspace()
        and not is_forbidden(text, at)
        and text[at - 1 : at + 1] != "11"
    ]
    for at in divide_line(text, width):
        if is_forbidden(text, at):
            start = max([0, *(other for other in allowed if other < at)])
            end = min([len(text), *(other for other in allowed if other > at)])
            assert cell_len(text[start:end].rstrip()) > width


@given(st.lists(st.text("ab1.,:/-()[]", min_size=1, max_size=9)), WIDTHS)
def test_a_word_in_latin_letters_is_whole_where_it_fits(
    words: list[str], width: int
) -> None:
    text = " ".join(words)
    offsets = set(divide_line(text, width))
    for match in re.finditer(r"\S+", text):
        if len(match.group()) <= width:
            assert offsets.isdisjoint(range(match.start() + 1, match.end()))


@given(
    st.sampled_from(["12", "1,234,567.89", "2026-11-24", "1，234", "１２．５", "79%"]),
    st.text("平台，（）", max_size=9),
    st.text("平台，（）％", max_size=9),
    WIDTHS,
)
def test_a_number_is_whole_where_it_fits(
    number: str, before: str, after: str, width: int
) -> None:
    offsets = set(divide_line(before + number + after, width))
    if cell_len(number) <= width:
        inside = range(len(before) + 1, len(before) + len(number))
        assert offsets.isdisjoint(inside)


# --- in Textual -----------------------------------------------------------

LINE = "服务平台，企业"


class Shown(App[None]):
    CSS = "Static, TextArea { width: 8; height: 4; padding: 0; border: none; }"

    def compose(self) -> ComposeResult:
        yield Static(Content(LINE))
        yield TextArea(LINE, soft_wrap=True)


@pytest.fixture(autouse=True)
def _textual_is_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name, _ in breaking._PLACES:
        monkeypatch.setattr(module, name, getattr(module, name))


def test_textual_breaks_texts_and_the_editor_with_these() -> None:
    async def scenario() -> None:
        app = Shown()
        breaking.install()
        async with app.run_test() as pilot:
            static, editor = app.query_one(Static), app.query_one(TextArea)
            rows = [static.render_line(y).text.rstrip() for y in range(2)]
            assert rows == ["服务平", "台，企业"]

            editor.wrapped_document.wrap(8)
            assert editor.wrapped_document.lines == [["服务平", "台，企业"]]
            editor.insert("\n服务平台。", (0, 7))
            await pilot.pause()
            assert editor.wrapped_document.lines[1][0] == "服务平"

    asyncio.run(scenario())


def test_another_textual_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(textual.content, "divide_line")

    with pytest.raises(RuntimeError, match=r"textual\.content\.divide_line is gone"):
        breaking.install()


def test_installing_twice_changes_nothing() -> None:
    breaking.install()
    breaking.install()

    places = vars(textual.content), vars(_wrapped_document)
    assert places[0]["divide_line"] is divide_line
    assert places[1]["compute_wrap_offsets"] is compute_wrap_offsets
