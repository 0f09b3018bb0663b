"""A Word file as lines on a screen."""

from __future__ import annotations

import pytest

from sme_assistant.assembly.plain import plain
from sme_assistant.assembly.structure import Block, Cell, Structure, Table


def table(*rows: tuple[str | Cell, ...]) -> Table:
    return Table(
        tuple(tuple((c,) if isinstance(c, str) else c for c in row) for row in rows)
    )


def lines(*blocks: Block) -> list[str]:
    return plain(Structure(blocks, ())).split("\n")


def test_paragraphs_are_lines_and_blank_ones_stay() -> None:
    assert lines("甲", "", "乙\n丙") == ["甲", "", "乙", "丙"]


def test_columns_are_aligned_by_cells_of_a_terminal() -> None:
    assert lines(table(("序号", "姓名", "年龄"), ("1", "Li", "44"))) == [
        "序号 | 姓名 | 年龄",
        "1    | Li   | 44",
    ]


def test_a_cell_of_several_lines_goes_on_below() -> None:
    assert lines(table(("服务", ("甲", "乙\n丙")), ("资质", "无"))) == [
        "服务 | 甲",
        "     | 乙",
        "     | 丙",
        "资质 | 无",
    ]


def test_neighbours_that_say_the_same_stay_two() -> None:
    assert lines(table(("信息服务", "/", "/"))) == ["信息服务 | / | /"]


def test_rows_with_other_cells_do_not_push_each_other() -> None:
    assert lines(table(("甲", "乙"), ("很长的标题",), ("丙", "丁"))) == [
        "甲 | 乙",
        "很长的标题",
        "丙 | 丁",
    ]


def test_a_long_text_runs_over_and_is_whole() -> None:
    long = "长" * 40

    assert lines(table((long, "乙"), ("丙", "丁"))) == [
        f"{long} | 乙",
        f"丙{' ' * 28} | 丁",
    ]


@pytest.mark.parametrize("text", ["[red]甲[/]", "{{ x }}", "𠮷", "甲 | 乙", " 两头 "])
def test_no_text_is_changed(text: str) -> None:
    assert lines(text) == [text]
    assert lines(table((text,))) == [text]
