"""Lists written, and read back."""

from __future__ import annotations

import csv
import errno
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sme_assistant.dialogue.programme import RosterDefinition
from sme_assistant.engine.text_tables import TextTable
from sme_assistant.rosters import writing
from sme_assistant.rosters.files import TableError
from sme_assistant.rosters.writing import correction, export, template
from sme_assistant.values import Table, Understood
from sme_assistant.values import read as read_value
from tests.rosters.books import LI, STAFF, TODAY, WANG, Rows, read, roster, xlsx

PEOPLE = Table(
    {
        "name": ["王五", "=1+1", "-cmd", "@甲", "＋乙", "'丙", 'a,"b'],
        "age": [32, None, 40, 41, 42, 43, 44],
        "education": ["大专"] * 7,
        "duties": [None, "长" * 120, "http://甲", "", "_x0041_", "1.0", "00123"],
    },
    7,
)


@pytest.mark.parametrize("ending", ["xlsx", "csv", "tsv"])
def test_a_list_comes_back_as_it_went_out(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"名单.{ending}"

    export(roster("staff"), PEOPLE, path)
    found = read("staff", path)

    assert not found.bad
    assert [dict(row).get("name") for row in found.rows] == PEOPLE.column("name")
    assert [dict(row).get("age") for row in found.rows] == [
        None if age is None else str(age) for age in PEOPLE.column("age")
    ]
    assert [dict(row).get("duties") or None for row in found.rows] == [
        duties or None for duties in PEOPLE.column("duties")
    ]


NAMES = st.text(
    alphabet=st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1
).filter(lambda t: isinstance(_read_name(t), Understood))


def _read_name(text: str) -> object:
    return read_value(roster("staff").columns["name"], text, today=TODAY)


@settings(max_examples=15, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=5))
def test_any_names_come_back_from_a_text_file(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    from sme_assistant.rosters.checking import check  # noqa: PLC0415
    from sme_assistant.rosters.files import taken  # noqa: PLC0415
    from sme_assistant.rosters.grids import grids  # noqa: PLC0415
    from sme_assistant.rosters.heading import layout_of  # noqa: PLC0415
    from sme_assistant.rosters.shapes import shape_of  # noqa: PLC0415

    clean = [str(r.value) for n in names if isinstance(r := _read_name(n), Understood)]
    clean = [" ".join(n.split()) for n in clean]
    people = Table({"name": clean, "education": ["本科"] * len(clean)}, len(clean))
    path = tmp_path_factory.mktemp("out") / "a.csv"
    export(roster("staff"), people, path)

    (grid,) = grids(taken(path))
    shape = shape_of(roster("staff"))
    layout = layout_of(grid, shape)
    assert layout is not None
    found = check(grid, layout, shape, TODAY).rows

    assert [dict(row)["name"] for row in found] == clean


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    export(roster("staff"), PEOPLE, path)

    sheet = openpyxl.load_workbook(path).worksheets[0]

    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert not any(cell.hyperlink for cell in cells)
    assert sheet["A3"].value == "=1+1"
    assert sheet["B2"].value == 32


def test_a_text_file_has_no_cell_that_a_spreadsheet_would_run(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    export(roster("staff"), PEOPLE, path)

    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]

    assert "'=1+1" in cells
    assert not any(cell.startswith(tuple("=+-@＝＋－＠\t\r")) for cell in cells)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_how_far_it_is_is_told(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    many = Table({"name": ["甲"] * 10_001, "education": ["本科"] * 10_001}, 10_001)

    export(
        roster("staff"), many, tmp_path / "a.xlsx", lambda d, t: steps.append((d, t))
    )

    assert steps == [(5000, 10_001), (10_000, 10_001)]


# --- a blank form -----------------------------------------------------------


@pytest.mark.parametrize("kind", ["staff", "enterprises", "institutions"])
def test_a_blank_form_has_choices_and_says_how_to_fill_it_in(
    tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "空白.xlsx"
    template(roster(kind), path)

    book = openpyxl.load_workbook(path)
    sheet, how = book.worksheets
    columns = roster(kind).columns
    head = [cell.value for cell in sheet[1]]
    assert head == [spec.label for spec in columns.values()]
    assert sheet.freeze_panes == "A2"
    choices = {
        str(rule.sqref).split(":")[0]: rule.formula1
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    if kind == "enterprises":
        assert choices == {"E2": '"很满意,满意,不满意"'}
    if kind == "institutions":
        assert choices == {"B2": '"是,否"'}
    told = [str(cell.value) for row in how.iter_rows() for cell in row if cell.value]
    assert set(map(str, head)) <= set(told)
    assert sheet.column_dimensions["A"].width > 9


def test_a_blank_form_that_was_filled_in_is_read(tmp_path: Path) -> None:
    path = tmp_path / "空白.xlsx"
    template(roster("staff"), path)
    book = openpyxl.load_workbook(path)
    for column, value in enumerate(WANG, 1):
        book.worksheets[0].cell(2, column, str(value))
    book.save(path)

    found = read("staff", path)

    assert len(found.rows) == 1
    assert dict(found.rows[0])["name"] == "王五"


def test_a_blank_form_left_blank_holds_nobody(tmp_path: Path) -> None:
    path = tmp_path / "空白.xlsx"
    template(roster("staff"), path)

    assert len(read("staff", path).rows) == 0


# --- rows to correct --------------------------------------------------------


def _bad(folder: Path) -> Path:
    rows: Rows = [STAFF, WANG, ["赵六", "很大", "", "职员"], ["钱七", 200, "硕士"], LI]
    return xlsx(folder / "名单.xlsx", rows)


def test_bad_cells_are_marked_with_a_note(tmp_path: Path) -> None:
    found = read("staff", _bad(tmp_path))
    path = tmp_path / "待改.xlsx"

    correction(roster("staff"), found.rejected, found.bad, path)

    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [cell.value for cell in sheet[2]][:4] == ["赵六", "很大", "", "职员"]
    noted = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment
    }
    assert noted == {"B2", "C2", "B3"}
    note = sheet["B2"].comment
    assert note is not None
    assert "没有看懂“很大”" in note.text
    assert sheet["B2"].fill.fgColor.rgb != sheet["A2"].fill.fgColor.rgb
    assert "B3" in str(sheet["G2"].value)


def test_rows_to_correct_can_be_imported_as_they_are_and_once_corrected(
    tmp_path: Path,
) -> None:
    found = read("staff", _bad(tmp_path))
    path = tmp_path / "待改.xlsx"
    correction(roster("staff"), found.rejected, found.bad, path)

    again = read("staff", path)

    assert [(c.cell, c.value, c.column) for c in again.bad] == [
        ("B2", "很大", "age"),
        ("C2", "", "education"),
        ("B3", "200", "age"),
    ]
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet["B2"], sheet["C2"], sheet["B3"] = 50, "大专", 20
    book.save(path)
    assert [dict(row)["name"] for row in read("staff", path).rows] == ["赵六", "钱七"]


# --- what goes wrong --------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "磁盘满了"),
        (errno.EACCES, "没有权限"),
        (errno.EIO, "系统报错"),
    ],
)
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_the_disk_refuses_is_told_and_the_file_before_stands(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    said: str,
    ending: str,
) -> None:
    path = tmp_path / f"名单.{ending}"
    path.write_text("昨天的", encoding="utf-8")

    def full(self: Path, target: Path) -> Path:
        raise OSError(number, "no")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(TableError) as raised:
        export(roster("staff"), PEOPLE, path)

    assert said in raised.value.user_message
    assert path.read_text(encoding="utf-8") == "昨天的"
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_while_a_workbook_is_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def on_a_full_disk(
        _roster: RosterDefinition, _rows: Table, _part: Path, _progress: object
    ) -> None:
        with Path("/dev/full").open("wb") as file:
            file.write(b"0" * 100_000)

    monkeypatch.setattr(writing, "_as_workbook", on_a_full_disk)
    with pytest.raises(TableError) as raised:
        export(roster("staff"), PEOPLE, tmp_path / "a.xlsx")

    assert "磁盘满了" in raised.value.user_message
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("没有/a.xlsx", "没有这个位置"),
        ("a.pdf", "请改一个名字"),
        ("名单", "请改一个名字"),
    ],
)
def test_a_place_that_is_none_is_told(tmp_path: Path, where: str, said: str) -> None:
    with pytest.raises(TableError) as raised:
        export(roster("staff"), PEOPLE, tmp_path / where)

    assert said in raised.value.user_message


def test_a_text_table_and_a_tuple_of_its_rows_are_equal() -> None:
    rows = ((("a", "1"), ("b", "2")), (("b", "3"),))
    packed = TextTable.unpacked(TextTable.of(rows).packed)

    assert packed == rows
    assert rows == packed
    assert hash(packed) == hash(rows)
    assert packed[-1] == rows[-1]
    assert packed[:1] == rows[:1]
    with pytest.raises(IndexError):
        packed[2]
