"""Lists and blank forms written from the conversation; rows pasted with a header."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from sme_assistant.assistant.cases import opened
from sme_assistant.assistant.turns import Turns
from tests.faces.talking import CASE, Talk, clock

AT_STAFF = ("跳到 服务人员名单", "王五，32，本科", "")
AGAIN = "跳到 服务人员名单"


def names(talk: Talk) -> list[object]:
    held = talk.standing.state.rosters.get("staff")
    return [row["name"] for row in held.rows] if held else []


def test_the_list_at_hand_is_written_and_told_where(tmp_path: Path) -> None:
    talk = Talk(out=tmp_path / "材料")
    said = talk.hear(*AT_STAFF, AGAIN, "/导出名单")

    path = tmp_path / "材料" / "服务人员名单.xlsx"
    assert f"已导出 1 人：{path}" in said
    rows = list(load_workbook(path).active.values)  # type: ignore[union-attr]
    assert rows[1][:3] == ("王五", 32, "本科")


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("别动", encoding="utf-8")
    (tmp_path / "a-2.csv").symlink_to(tmp_path / "nowhere")

    said = Talk(out=tmp_path).hear(*AT_STAFF, AGAIN, "/导出名单 a.csv")

    assert "a-3.csv" in said
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "别动"
    assert "王五" in (tmp_path / "a-3.csv").read_text(encoding="utf-8-sig")


def test_any_list_is_written_by_its_name_or_part_of_it(tmp_path: Path) -> None:
    folder = tmp_path / "有 空格"
    folder.mkdir()

    said = Talk(out=tmp_path).hear(
        *AT_STAFF, f"/导出名单 服务人员 {folder}", "/空白表 institutions 表.xlsx"
    )

    assert (folder / "服务人员名单.xlsx").exists()
    assert (tmp_path / "表.xlsx").exists()
    assert "输入它的路径就可以导入" in said


def test_a_blank_form_that_was_filled_in_comes_back_in(tmp_path: Path) -> None:
    talk = Talk(out=tmp_path)
    talk.hear(AGAIN, "/空白表")
    path = tmp_path / "空白表-服务人员名单.xlsx"
    book = load_workbook(path)
    for column, text in enumerate(("李四", "40", "大专"), 1):
        book.worksheets[0].cell(2, column, text)
    book.save(path)

    talk.hear(AGAIN, str(path), "1")

    assert names(talk) == ["李四"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("/导出名单", "请写上是哪一份名单"),
        ("/导出名单 别的", "没有名为“别的”的名单"),
        ("/导出名单 名单", "有几份都像"),
        ("/导出名单 staff a.doc", "不是 .xlsx、.csv 或 .tsv"),
        ("/导出名单 staff", "还是空的"),
        ("/导出名单 staff 文件/a.csv", "写不了"),
        ("/空白表 staff a.csv", "空白表要存成 .xlsx"),
    ],
)
def test_what_cannot_be_written_is_told(tmp_path: Path, typed: str, told: str) -> None:
    (tmp_path / "文件").write_text("", encoding="utf-8")

    assert told in Talk(out=tmp_path).hear(typed)


def test_rows_are_read_by_the_header_they_were_copied_with() -> None:
    talk = Talk()
    head = "序号\t学历\t年龄\t姓名"

    said = talk.hear(AGAIN, head, "1\t本科\t32\t王五", "2\t大专\t很大\t赵六", "")

    assert names(talk) == ["王五"]
    assert "第3行" in said


def together(talk: Talk, text: str) -> list[str]:
    """Enter lines at one stroke, as pasting does; return what is said."""
    said: list[str] = []
    with opened(talk.casebook, CASE, clock) as conversation:
        turns = Turns(conversation, lambda *s: said.extend(t.text for t in s), talk.out)
        turns.hear(AGAIN)
        turns.hear(text)
    return said


def test_the_official_form_is_pasted_with_its_title_and_ticks() -> None:
    talk = Talk()
    text = (
        "附件3\t\t\t\t\t\t\n"
        "序号\t接受服务的企业名称\t服务内容\t联系电话\t服务评价\t\t\n"
        "\t\t\t\t很满意\t满意\t不满意\n"
        "1\t甲公司\t培训\t13900000000\t\t√\t\n"
    )
    with opened(talk.casebook, CASE, clock) as conversation:
        turns = Turns(conversation, lambda *_said: None, Path())
        turns.hear("跳到 上一年度服务的中小企业名单")
        turns.hear(text)

    (row,) = talk.standing.state.rosters["enterprises"].rows
    assert (row["name"], row["rating"]) == ("甲公司", "satisfied")


def test_a_header_that_lacks_a_needed_column_is_told_and_nothing_taken() -> None:
    talk = Talk()

    said = together(talk, "姓名\t年龄\n王五\t32")

    assert any("粘贴的内容" in text and "学历" in text for text in said)
    assert names(talk) == []


def test_a_row_above_the_header_keeps_the_lines_what_they_are() -> None:
    talk = Talk()

    together(talk, "王五\t32\t本科\n姓名\t年龄\t学历\n赵六\t40\t大专")

    assert names(talk) == ["王五", "赵六"]


def test_a_row_may_begin_with_an_empty_cell() -> None:
    talk = Talk()

    said = together(talk, "\t32\t本科")

    assert names(talk) == []
    assert any("姓名" in text for text in said)
