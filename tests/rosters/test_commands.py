"""``sme-assistant roster``: what a person types and what comes of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sme_assistant.casebook import SqliteCasebook
from sme_assistant.faces import cli
from tests.casebook.conftest import NOON
from tests.rosters.books import ANNEX_3, LI, STAFF, WANG, read, text, xlsx

Told = tuple[int, str, str]


class Line:
    """A command line with a casebook of its own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys

    def run(self, *words: str) -> Told:
        code = 0
        try:
            cli.main(["--casebook", str(self.folder / "cb.sqlite3"), *words])
        except SystemExit as left:
            code = int(left.code or 0)
        told = self.capsys.readouterr()
        return code, told.out, told.err

    def json(self, *words: str) -> dict[str, Any]:
        code, out, err = self.run("roster", "import", *words, "--json")
        assert (code, err) == (0, "")
        document: dict[str, Any] = json.loads(out)
        return document

    def rows(self, kind: str, case: str = "甲") -> list[dict[str, str]]:
        path = self.folder / "out.csv"
        assert self.run("roster", "export", case, kind, "--out", str(path))[0] == 0
        return [dict(row) for row in read(kind, path).rows]


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    return Line(tmp_path, capsys)


def staff(folder: Path, *rows: list[object], name: str = "名单.xlsx") -> str:
    return str(xlsx(folder / name, [STAFF, *rows]))


def test_an_import_says_in_json_what_came_in_and_what_did_not(
    line: Line, tmp_path: Path
) -> None:
    path = staff(tmp_path, WANG, ["赵六", "很大", "本科"], LI)

    found = line.json("甲", "staff", path)

    correction = str(tmp_path / "名单-待改.xlsx")
    (rejected,) = found.pop("rejected")
    (note,) = found.pop("warnings")
    assert found == {
        "rows": 2,
        "aggregates": {"service_staff": "2", "qualified_staff": "2"},
        "total": 2,
        "added": 2,
        "changed": 0,
        "unchanged": 0,
        "left": 0,
        "removed": 0,
        "rejected_rows": 1,
        "correction": correction,
        "sheet": "名单",
        "dry_run": False,
    }
    assert (rejected["sheet"], rejected["cell"], rejected["value"]) == (
        "名单",
        "B3",
        "很大",
    )
    assert "没有看懂" in rejected["message"]
    assert "已新建" in note
    assert [row["name"] for row in line.rows("staff")] == ["王五", "李四"]


def test_a_corrected_file_goes_in_and_completes_the_list(
    line: Line, tmp_path: Path
) -> None:
    first = line.json("甲", "staff", staff(tmp_path, WANG, ["赵六", "", ""]))
    (again,) = line.json("甲", "staff", first["correction"])["rejected"]
    assert again["cell"] == "C2"
    corrected = staff(tmp_path, ["赵六", 30, "本科"], name="改好.xlsx")

    found = line.json("甲", "staff", corrected)

    assert (found["added"], found["left"], found["total"]) == (1, 1, 2)


def test_a_second_correction_does_not_overwrite_the_first(
    line: Line, tmp_path: Path
) -> None:
    path = staff(tmp_path, WANG, ["赵六", "", ""])
    names = [line.json("甲", "staff", path)["correction"] for _ in range(3)]

    assert [Path(name).name for name in names] == [
        "名单-待改.xlsx",
        "名单-待改-2.xlsx",
        "名单-待改-3.xlsx",
    ]


def test_rows_to_correct_may_go_elsewhere(line: Line, tmp_path: Path) -> None:
    path, other = staff(tmp_path, WANG, ["赵六", "", ""]), tmp_path / "别处.xlsx"

    found = line.json("甲", "staff", path, "--rejects", str(other))

    assert found["correction"] == str(other)
    assert other.exists()


def test_rows_to_correct_that_cannot_be_written_leave_the_casebook(
    line: Line, tmp_path: Path
) -> None:
    line.json("甲", "staff", staff(tmp_path, LI, name="a.xlsx"))
    path = staff(tmp_path, WANG, ["赵六", "", ""])

    code, _, err = line.run(
        *("roster", "import", "甲", "staff", path),
        *("--rejects", str(tmp_path / "没有" / "a.xlsx")),
    )

    assert code == 2
    assert "名单没有改动" in err
    assert [row["name"] for row in line.rows("staff")] == ["李四"]


def test_a_dry_run_changes_nothing_and_writes_nothing(
    line: Line, tmp_path: Path
) -> None:
    path = staff(tmp_path, WANG, ["赵六", "", ""])

    found = line.json("甲", "staff", path, "--dry-run")

    assert found["rows"] == 1
    assert found["aggregates"]["service_staff"] == "1"
    assert found["correction"] is None
    assert "会新建" in found["warnings"][0]
    assert not list(tmp_path.glob("*待改*"))
    assert line.run("roster", "export", "甲", "staff", "--out", "a.csv")[0] == 2


def test_importing_again_updates_by_the_key_and_says_what_changed(
    line: Line, tmp_path: Path
) -> None:
    line.json("甲", "staff", staff(tmp_path, WANG, LI))
    changed = staff(tmp_path, [*WANG[:2], "硕士", *WANG[3:]], name="b.xlsx")

    code, out, _ = line.run("roster", "import", "甲", "staff", changed)

    assert code == 0
    assert "新增 0 行，改动 1 行，不变 0 行；收下后共 2 人" in out
    assert "改动　王五 32：学历 大专 → 硕士" in out
    assert "有 1 行文件里没有，原样留着" in out
    assert "服务人员　2 人" in out


def test_a_list_is_replaced_on_demand(line: Line, tmp_path: Path) -> None:
    line.json("甲", "staff", staff(tmp_path, WANG, LI))

    found = line.json("甲", "staff", staff(tmp_path, LI, name="b.xlsx"), "--replace")

    assert (found["removed"], found["unchanged"], found["total"]) == (1, 1, 1)
    assert [row["name"] for row in line.rows("staff")] == ["李四"]


def test_a_file_that_says_nothing_new_adds_nothing_to_the_log(
    line: Line, tmp_path: Path
) -> None:
    path = staff(tmp_path, WANG)
    line.json("甲", "staff", path)
    book = SqliteCasebook(tmp_path / "cb.sqlite3", lambda: NOON)
    before = len(book.entries("甲"))

    code, out, _ = line.run("roster", "import", "甲", "staff", path)

    assert code == 0
    assert "一字不差" in out
    assert "名单没有改动：服务人员名单" in out
    assert "已收下" not in out
    assert len(book.entries("甲")) == before
    book.close()


def test_a_file_without_a_good_row_takes_nothing(line: Line, tmp_path: Path) -> None:
    path = staff(tmp_path, ["赵六", "", ""])

    code, out, _ = line.run("roster", "import", "甲", "staff", path)

    assert code == 0
    assert "没有可以收下的行" in out
    assert "一行也没有收下" in out


def test_a_list_goes_by_its_title_too_and_an_unknown_one_is_told(
    line: Line, tmp_path: Path
) -> None:
    path = staff(tmp_path, WANG)

    assert line.json("甲", "服务人员名单", path)["rows"] == 1
    code, _, err = line.run("roster", "import", "甲", "people", path)
    assert code == 2
    assert "staff（服务人员名单）" in err


def test_doubled_rows_are_taken_and_named(line: Line, tmp_path: Path) -> None:
    found = line.json("甲", "staff", staff(tmp_path, WANG, LI, WANG))

    assert found["rows"] == 3
    assert "“王五 32”" in found["warnings"][1]


def test_an_import_can_be_undone(line: Line, tmp_path: Path) -> None:
    line.json("甲", "staff", staff(tmp_path, WANG))
    line.json("甲", "staff", staff(tmp_path, LI, name="b.xlsx"))

    from sme_assistant.assistant.cases import opened  # noqa: PLC0415

    book = SqliteCasebook(tmp_path / "cb.sqlite3", lambda: NOON)
    with opened(book, "甲", lambda: NOON) as conversation:
        conversation.undo()
        rows = conversation.standing.state.rows["staff"]
        assert [row["name"] for row in rows] == ["王五"]
    book.close()


def test_a_long_list_is_kept_packed_and_comes_back(line: Line, tmp_path: Path) -> None:
    rows = [[f"企业{n}", "培训", "", "13900000000", "", "√"] for n in range(2000)]
    path = xlsx(
        tmp_path / "附件3.xlsx", [*ANNEX_3, *([n, *r] for n, r in enumerate(rows))]
    )

    found = line.json("甲", "enterprises", str(path))

    assert found["rows"] == 2000
    assert found["aggregates"] == {
        "enterprises_served": "2000",
        "satisfaction_rate": "100",
    }
    book = SqliteCasebook(tmp_path / "cb.sqlite3", lambda: NOON)
    (entry,) = book.entries("甲")
    book.close()
    assert len(entry.rows) == 2000
    assert entry.source == "附件3.xlsx"
    assert (tmp_path / "cb.sqlite3").stat().st_size < 200_000
    assert len(line.rows("enterprises")) == 2000


def test_an_empty_list_is_exported_with_its_header(line: Line, tmp_path: Path) -> None:
    line.json("甲", "staff", staff(tmp_path, WANG))
    path = tmp_path / "空.csv"

    code, out, _ = line.run(
        "roster", "export", "甲", "institutions", "--out", str(path)
    )

    assert code == 0
    assert "还是空的" in out
    assert path.read_text(encoding="utf-8-sig").startswith("机构名称,")


def test_a_blank_form_is_made(line: Line, tmp_path: Path) -> None:
    path = tmp_path / "空白.xlsx"

    code, out, _ = line.run("roster", "template", "enterprises", "--out", str(path))

    assert code == 0
    assert str(path) in out
    assert path.exists()


def test_a_faulty_file_is_json_too(line: Line, tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", [["一", "二"]])

    code, out, _ = line.run("roster", "import", "甲", "staff", str(path), "--json")

    assert code == 2
    (error,) = json.loads(out)["errors"]
    assert "没有找到表头" in error["message"]
