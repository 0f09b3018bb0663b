"""Good and bad lists in every format people give."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document

from sme_assistant.rosters.files import TableError
from sme_assistant.rosters.reading import Reading
from tests.rosters.books import (
    ANNEX_3,
    LI,
    STAFF,
    WANG,
    Formula,
    Rows,
    patched,
    read,
    read_here,
    text,
    xlsx,
)

FILES = Path(__file__).parent / "files"


@pytest.fixture(params=["aside", "here"], autouse=True)
def _reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in the child process, and by the same steps in this one."""
    if request.param == "here":
        monkeypatch.setattr("sme_assistant.rosters.aside.read_aside", read_here)


WANG_READ = (
    ("name", "王五"),
    ("age", "32"),
    ("education", "大专"),
    ("position", "项目经理"),
    ("title", "工程师"),
    ("duties", "走访"),
)


@pytest.mark.parametrize(
    ("encoding", "divider"),
    [
        ("utf-8", ","),
        ("utf-8-sig", ","),
        ("gb18030", ","),
        ("utf-16", "\t"),
        ("utf-16-le", ","),
        ("utf-16-be", ";"),
        ("utf-8", ";"),
        ("gbk", "\t"),
        ("utf-8", "，"),
        ("utf-8", "|"),
    ],
)
def test_a_text_file_is_read_in_whatever_it_is_written(
    tmp_path: Path, encoding: str, divider: str
) -> None:
    path = text(tmp_path / "名单.csv", [STAFF, WANG, LI], encoding, divider)

    found = read("staff", path)

    assert found.rows[0] == WANG_READ
    assert len(found.rows) == 2
    assert not found.bad


def test_a_first_line_may_say_what_divides_the_cells(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("sep=;\n姓名;学历\n甲,乙;本科\n", encoding="utf-8")

    assert read("staff", path).rows == ((("name", "甲,乙"), ("education", "本科")),)


@pytest.mark.parametrize("ending", ["xlsx", "csv", "txt", "没有结尾"])
def test_a_workbook_is_known_by_its_content(tmp_path: Path, ending: str) -> None:
    path = xlsx(tmp_path / f"名单.{ending}", [STAFF, WANG])

    assert read("staff", path).rows == (WANG_READ,)


@pytest.mark.parametrize("name", ["staff.xls", "staff.ods"])
def test_workbooks_of_other_programs_are_read(name: str) -> None:
    found = read("staff", FILES / name)

    assert [dict(row)["name"] for row in found.rows] == ["王五", "李四"]
    assert dict(found.rows[0])["age"] == "32"
    assert found.sheet == "名册"


def test_a_table_in_a_word_file_is_read(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("附件2")
    table = document.add_table(rows=3, cols=6)
    for row, cells in zip(table.rows, (STAFF, WANG, LI), strict=True):
        for cell, value in zip(row.cells, cells, strict=True):
            cell.text = str(value)
    path = tmp_path / "附件2.docx"
    document.save(str(path))

    found = read("staff", path)

    assert found.rows[0] == WANG_READ
    assert found.sheet == "表格1"


# --- headers ----------------------------------------------------------------


def test_a_header_is_found_below_titles_and_blank_rows(tmp_path: Path) -> None:
    rows: Rows = [
        ["附件2"],
        ["服务人员名单"],
        [],
        ["单位：某某"],
        ["序号", *STAFF],
        [1, *WANG],
    ]

    found = read("staff", xlsx(tmp_path / "a.xlsx", rows, 服务人员名单="B2:G2"))

    assert found.rows == (WANG_READ,)


def test_headings_are_known_by_synonyms_signs_and_brackets(tmp_path: Path) -> None:
    head = [
        "*人员 姓名：",
        "年龄（周岁）",
        "最高\n学历",
        "岗位",
        "专业技术职称（须附证书）",
    ]
    path = xlsx(tmp_path / "a.xlsx", [head, ["王五", "４５", "本科", "主任", "高工"]])

    assert dict(read("staff", path).rows[0]) == {
        "name": "王五",
        "age": "45",
        "education": "本科",
        "position": "主任",
        "title": "高工",
    }


def test_the_official_form_is_read_as_it_is(tmp_path: Path) -> None:
    rows: Rows = [
        *ANNEX_3,
        [1, "重庆甲机械有限公司", "政策咨询", "赵六", "13900000000", "√"],
        [2, "重庆乙科技有限公司", "培训", "钱七", 13900000001.0, "", "1"],
        [
            3,
            "重庆丙商贸有限公司",
            "培训",
            "孙八",
            "０２３－６８１２３４５６",
            "",
            "",
            "x",
        ],
        [4, "重庆丁食品有限公司", "", "", "", "", "满意", ""],
        [5],
        [6],
        ["", "上一年度共服务企业   4  家"],
    ]

    found = read("enterprises", xlsx(tmp_path / "附件3.xlsx", rows))

    assert not found.bad
    cells = [dict(row) for row in found.rows]
    assert [row["rating"] for row in cells] == [
        "very_satisfied",
        "satisfied",
        "dissatisfied",
        "satisfied",
    ]
    assert [row.get("phone") for row in cells] == [
        "13900000000",
        "13900000001",
        "023-68123456",
        None,
    ]


@pytest.mark.parametrize(
    "tick", ["√", "✓", "✔", "1", "是", "x", "X", "有", "很满意", "●"]
)
def test_a_tick_may_look_like_this(tmp_path: Path, tick: str) -> None:
    rows: Rows = [["企业名称", "很满意", "满意", "不满意"], ["甲公司", tick, "", "-"]]

    found = read("enterprises", xlsx(tmp_path / "a.xlsx", rows))

    assert dict(found.rows[0])["rating"] == "very_satisfied"


@pytest.mark.parametrize(
    ("ticks", "cell", "said"),
    [
        (["√", "√", ""], "C2", "不止一个勾"),
        (["", "", ""], "B2", "还没有打勾"),
        (["", "", "大概"], "D2", "看不出"),
    ],
)
def test_two_ticks_or_none_are_told(
    tmp_path: Path, ticks: list[str], cell: str, said: str
) -> None:
    rows: Rows = [["企业名称", "很满意", "满意", "不满意"], ["甲公司", *ticks]]

    (bad,) = read("enterprises", xlsx(tmp_path / "a.xlsx", rows)).bad

    assert (bad.sheet, bad.cell) == ("名单", cell)
    assert said in bad.message


def test_a_rating_in_words_needs_one_column(tmp_path: Path) -> None:
    rows: Rows = [
        ["企业名称", "满意度"],
        ["甲公司", "非常满意"],
        ["乙公司", "不太满意"],
    ]

    found = read("enterprises", text(tmp_path / "a.csv", rows))

    assert [dict(row)["rating"] for row in found.rows] == [
        "very_satisfied",
        "dissatisfied",
    ]


def test_a_header_repeated_on_each_page_is_no_row(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [STAFF, WANG, STAFF, LI])

    assert len(read("staff", path).rows) == 2


def test_a_merged_cell_counts_for_all_its_rows(tmp_path: Path) -> None:
    rows: Rows = [
        ["企业名称", "服务内容", "评价"],
        ["甲", "", "满意"],
        ["乙", "", "满意"],
    ]

    found = read("enterprises", xlsx(tmp_path / "a.xlsx", rows, 培训="B2:B3"))

    assert [dict(row)["service"] for row in found.rows] == ["培训", "培训"]


def test_a_row_that_begins_like_a_foot_is_a_row_where_it_is_whole(
    tmp_path: Path,
) -> None:
    rows: Rows = [
        ["企业名称", "评价"],
        ["合计咨询公司", "满意"],
        ["合计", ""],
        ["1 家", ""],
    ]

    found = read("enterprises", text(tmp_path / "a.csv", rows))

    assert [dict(row)["name"] for row in found.rows] == ["合计咨询公司"]
    assert [bad.cell for bad in found.bad] == ["B4"]


def test_a_merged_foot_of_a_word_table_is_a_foot(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=3, cols=3)
    rows = [["企业名称", "联系电话", "评价"], ["甲", "", "满意"], [""] * 3]
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, said in zip(cells.cells, texts, strict=True):
            cell.text = said
    foot = table.cell(2, 0).merge(table.cell(2, 2))
    foot.text = "上一年度共服务企业 1 家"
    document.save(str(tmp_path / "a.docx"))

    found = read("enterprises", tmp_path / "a.docx")

    assert [dict(row)["name"] for row in found.rows] == ["甲"]
    assert not found.bad


def test_columns_that_are_none_of_the_list_s_are_told(tmp_path: Path) -> None:
    rows: Rows = [
        ["序号", "单位名称", "是否签订协议", "协议期限", "备注"],
        ["1", "甲", "已签", "2025年至2027年", ""],
        ["2", "乙", "未签订", "", ""],
    ]

    found = read("institutions", xlsx(tmp_path / "a.xlsx", rows))

    assert [dict(row)["agreement"] for row in found.rows] == ["true", "false"]
    assert found.warnings == ("这几列不是这份名单的栏目，没有收：“协议期限”。",)


def test_the_two_years_are_read_as_the_form_heads_them(tmp_path: Path) -> None:
    rows: Rows = [
        ["年度", "资产总额", "营业收入", "利润总额", "服务中小微企业数量"],
        ["2025年度", 260, 380, 35, 118],
        [2024, "/", "——", "", ""],
    ]

    found = read("years", xlsx(tmp_path / "a.xlsx", rows))

    assert not found.bad
    assert not found.warnings
    assert [dict(row)["year"] for row in found.rows] == ["2025", "2024"]
    assert dict(found.rows[0])["enterprises"] == "118"


def test_a_stroke_where_nothing_need_be_said_says_nothing(tmp_path: Path) -> None:
    rows: Rows = [
        ["企业名称", "电话", "评价"],
        ["甲", "/", "满意"],
        ["乙", "——", "满意"],
    ]

    found = read("enterprises", text(tmp_path / "a.csv", rows))

    assert not found.bad
    assert [dict(row).get("phone") for row in found.rows] == [None, None]


def test_a_figure_is_no_name_of_an_option(tmp_path: Path) -> None:
    rows: Rows = [["企业名称", "评价"], ["甲", "3"], ["乙", "☑满意 □不满意"]]

    found = read("enterprises", text(tmp_path / "a.csv", rows))

    assert [dict(row)["name"] for row in found.rows] == ["乙"]
    assert "“3”看不出是哪一种" in found.bad[0].message


def test_a_strange_figure_of_a_file_is_told_and_not_asked(tmp_path: Path) -> None:
    rows: Rows = [["姓名", "年龄", "学历"], ["王五", "17", "本科"]]

    found = read("staff", text(tmp_path / "a.csv", rows))

    assert len(found.rows) == 1
    assert found.warnings[0].endswith("请核对是否属实。")


def test_a_long_foot_is_left_out_and_told(tmp_path: Path) -> None:
    long = "合计企业管理咨询（重庆）集团股份有限公司"
    rows: Rows = [["企业名称", "评价"], ["甲", "满意"], [long, ""]]

    found = read("enterprises", text(tmp_path / "a.csv", rows))

    assert len(found.rows) == 1
    assert not found.bad
    assert f"a.csv A3：“{long}”当作表尾" in found.warnings[0]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["一", "二"], ["三", "四"]], "没有找到表头"),
        ([["姓名", "年龄"], ["王五", "32"]], "没有这几列：学历"),
    ],
)
def test_what_is_no_such_list_is_told(
    tmp_path: Path, rows: list[list[object]], said: str
) -> None:
    path = xlsx(tmp_path / "a.xlsx", rows)

    with pytest.raises(TableError) as raised:
        read("staff", path)

    assert said in raised.value.user_message


# --- sheets -----------------------------------------------------------------


def test_the_sheet_that_fits_is_taken(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "说明": [["请填写"]],
        "人员": [STAFF, WANG],
        "企业": [["企业名称", "评价"]],
    }

    assert read("staff", xlsx(tmp_path / "a.xlsx", sheets)).sheet == "人员"


def test_of_sheets_that_fit_the_fuller_is_taken_and_the_other_named(
    tmp_path: Path,
) -> None:
    sheets: dict[str, Rows] = {
        "旧": [["姓名", "学历"], ["甲", "本科"]],
        "新": [STAFF, WANG],
    }

    found = read("staff", xlsx(tmp_path / "a.xlsx", sheets))

    assert found.sheet == "新"
    assert "“旧”也像这份名单" in found.warnings[0]


def test_of_sheets_that_fit_alike_one_must_be_named(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"今年": [STAFF, WANG], "去年": [STAFF, LI]})

    with pytest.raises(TableError) as raised:
        read("staff", path)

    assert "“今年”、“去年”" in raised.value.user_message
    assert dict(read("staff", path, Reading("去年")).rows[0])["name"] == "李四"
    with pytest.raises(TableError) as raised:
        read("staff", path, Reading("前年"))
    assert "没有名为“前年”的工作表" in raised.value.user_message


# --- cells ------------------------------------------------------------------


def test_each_bad_cell_is_told_and_the_good_rows_come_in(tmp_path: Path) -> None:
    rows: Rows = [
        ["名单"],
        STAFF,
        WANG,
        ["", "很大", "本科"],
        ["赵六", 200, "硕士"],
        LI,
    ]

    found = read("staff", xlsx(tmp_path / "名单.xlsx", rows))

    assert [dict(row)["name"] for row in found.rows] == ["王五", "李四"]
    assert [(bad.sheet, bad.cell, bad.value) for bad in found.bad] == [
        ("名单", "A4", ""),
        ("名单", "B4", "很大"),
        ("名单", "B5", "200"),
    ]
    assert "没有看懂“很大”" in found.bad[1].message
    assert [row for row, _ in found.rejected] == [4, 5]
    assert found.rejected[1][1]["name"] == "赵六"


def test_a_formula_is_read_as_what_it_shows(tmp_path: Path) -> None:
    rows: Rows = [["姓名", "年龄", "学历"], ["王五", Formula("=30+2", 32), "本科"]]

    found = read("staff", xlsx(tmp_path / "a.xlsx", rows))

    assert dict(found.rows[0])["age"] == "32"


def test_a_formula_that_shows_nothing_is_a_bad_cell(tmp_path: Path) -> None:
    rows: Rows = [
        ["姓名", "年龄", "学历"],
        ["王五", Formula("=30+2", None), "本科"],
        ["李四", 40, "本科"],
    ]

    found = read("staff", xlsx(tmp_path / "a.xlsx", rows))

    assert [(bad.cell, bad.column) for bad in found.bad] == [("B2", "age")]
    assert "公式" in found.bad[0].message
    assert [dict(row)["name"] for row in found.rows] == ["李四"]


def test_a_phone_that_was_rounded_off_is_told(tmp_path: Path) -> None:
    rows: Rows = [["企业名称", "联系电话", "评价"], ["甲", "1.39E+10", "满意"]]

    (bad,) = read("enterprises", text(tmp_path / "a.csv", rows)).bad

    assert bad.cell == "B2"
    assert "缩写" in bad.message


def test_a_cell_that_is_far_from_likely_is_taken_and_told(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [STAFF, ["王五", 99, "本科"]])

    found = read("staff", path)

    assert len(found.rows) == 1
    assert "a.xlsx 名单 B2" in found.warnings[0]


def test_links_to_other_files_are_told_and_not_followed(tmp_path: Path) -> None:
    shown = Formula("='[别的.xlsx]Sheet1'!A1", "王五")
    path = xlsx(tmp_path / "a.xlsx", [["姓名", "学历"], [shown, "本科"]])
    patched(path, {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})

    found = read("staff", path)

    assert dict(found.rows[0])["name"] == "王五"
    assert "链接" in found.warnings[0]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_what_libreoffice_saves_is_read(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"名册": [["名单"], STAFF, WANG, LI]})
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "ods", str(path)]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)

    assert read("staff", tmp_path / "a.ods").rows[0] == WANG_READ
