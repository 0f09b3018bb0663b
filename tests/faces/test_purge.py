"""Removing a case for good, and finding those that may go."""

from __future__ import annotations

import io
import json
import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sme_assistant.assembly.removing import is_package, remove_package
from sme_assistant.assistant.cases import copied
from sme_assistant.assistant.programmes import DEFAULT
from sme_assistant.assistant.removing import made_of, removed
from sme_assistant.casebook import SqliteCasebook
from sme_assistant.faces.console import Console
from sme_assistant.faces.home import Home
from sme_assistant.faces.settings import Settings, load, save
from tests.casebook.memory import MemoryCasebook
from tests.evidence.files import pdf
from tests.faces.running import Run
from tests.faces.talking import NOON, Talk, clock
from tests.faces.tui.screens import Stage, casebook, play


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SME_ASSISTANT_SETTINGS", str(tmp_path / "settings.toml"))


@pytest.fixture
def package(run: Run, tmp_path: Path) -> Path:
    """Make a case with a copied file, and return the folder of its package."""
    pdf(tmp_path / "执照.pdf")
    run("open", "样例", "--plain", typed="\n")
    assert run("evidence", "attach", "样例", "9(3)", "执照.pdf").code == 0
    made = json.loads(run("assemble", "样例", "--out", "out", "--json").out)
    assert Path(made["folder"]).is_dir()
    return Path(made["folder"]).absolute()


def test_a_case_goes_with_the_copies_of_its_evidence(
    run: Run, package: Path, tmp_path: Path
) -> None:
    assert run("roster", "export", "样例", "staff", "--out", "名单.csv").code == 0

    asked = run("purge", "样例", typed="不\n")
    assert str(package) in asked.out
    assert f"{package}.zip" in asked.out
    assert "--keep-packages" in asked.out
    assert "没有删除" in asked.out
    assert package.is_dir()

    ran = run("purge", "样例", typed="删除\n")

    assert ran.code == 0
    assert list((tmp_path / "out").iterdir()) == []
    assert (tmp_path / "执照.pdf").exists()
    assert str(tmp_path / "名单.csv") in ran.out.partition("还在原处")[2]
    assert "够不到" in ran.out
    assert "还没有申报记录" in run("cases").out


def test_packages_are_kept_where_that_is_wished(run: Run, package: Path) -> None:
    ran = run("purge", "样例", "--keep-packages", typed="删除\n")

    assert "留着不删" in ran.out
    assert package.is_dir()
    assert package.with_name(f"{package.name}.zip").is_file()
    assert "还在原处" in ran.out


def test_what_somebody_put_into_the_folder_stays_and_is_told(
    run: Run, package: Path
) -> None:
    own = package / "自己加的.txt"
    own.write_text("自己的话", encoding="utf-8")

    ran = run("purge", "样例", "--yes")

    assert [p.name for p in package.rglob("*")] == [own.name]
    assert str(package) in ran.out.partition("还在原处")[2]


def test_a_package_that_was_moved_is_not_looked_for(run: Run, package: Path) -> None:
    moved = package.rename(package.with_name("移走了"))

    ran = run("purge", "样例", "--yes")

    assert moved.is_dir()
    assert "移走了" not in ran.out
    assert "移走或改了名的材料包" in ran.out


def test_a_package_of_another_case_in_the_place_of_one_moved_away_stays(
    run: Run, package: Path
) -> None:
    package.rename(package.with_name("移走了"))
    package.with_name(f"{package.name}.zip").unlink()
    run("open", "另一份", "--plain", typed="\n")
    made = json.loads(run("assemble", "另一份", "--out", "out", "--json").out)
    assert Path(made["folder"]).absolute() == package

    run("purge", "样例", "--yes")

    assert package.is_dir()
    run("purge", "另一份", "--yes")
    assert not package.exists()


def test_a_case_that_is_held_keeps_its_packages(
    run: Run, package: Path, tmp_path: Path
) -> None:
    book = SqliteCasebook(tmp_path / "casebook.sqlite3", lambda: datetime.now(UTC))
    with book.writer("样例", ""):
        assert run("purge", "样例", "--yes").code == 2
    assert package.is_dir()


def test_a_folder_that_is_no_package_is_never_removed(tmp_path: Path) -> None:
    folder = tmp_path / "别的"
    folder.mkdir()
    (folder / "manifest.json").write_text('{"files": [{"path": "../x"}]}', "utf-8")
    note = tmp_path / "x"
    note.write_text("别人的", encoding="utf-8")
    archive = tmp_path / "别的.zip"
    shutil.make_archive(str(archive.with_suffix("")), "zip", folder, ".")
    book = MemoryCasebook()
    book.create("样例", DEFAULT, NOON)
    for place in (folder, note, tmp_path / "没有", tmp_path / ("长" * 300)):
        book.note_output("样例", str(place))

    assert made_of(book, "样例").packages == (folder,)
    removal = removed(book, "样例")

    assert removal.removed == ()
    assert set(removal.left) == {folder, note}
    assert note.exists()
    assert not is_package(note)
    assert not remove_package(note)
    assert is_package(archive)


def test_a_package_made_in_the_conversation_is_remembered(tmp_path: Path) -> None:
    talk = Talk(out=tmp_path)

    talk.hear("/单独生成 服务评价意见", "/导出名单 服务人员名单", "退出")

    made = made_of(talk.casebook, "样例")
    assert {path.suffix for path in made.packages} == {"", ".zip"}
    assert [path.name for path in made.others] == ["服务人员名单.xlsx"]


# --- long untouched -----------------------------------------------------------


def old_cases(book: SqliteCasebook | MemoryCasebook, now: datetime) -> None:
    for name, days in (("很久", 400), ("收起的", 800), ("丢掉的", 900), ("新的", 3)):
        book.create(name, DEFAULT, now - timedelta(days=days))
    book.archive("收起的", True)
    book.delete("丢掉的")


def test_cases_long_untouched_are_listed_and_none_is_removed(
    run: Run, tmp_path: Path
) -> None:
    book = SqliteCasebook(tmp_path / "casebook.sqlite3", lambda: datetime.now(UTC))
    old_cases(book, datetime.now(UTC))

    ran = run("cases", "--stale")

    assert ran.code == 0
    assert "超过 365 天没有动过的有 3 份" in ran.out
    places = [ran.out.index(name) for name in ("丢掉的", "收起的", "很久")]
    assert places == sorted(places)
    assert "新的" not in ran.out
    assert "（已归档）" in ran.out
    assert "（在回收站）" in ran.out
    assert "有 2 份" in run("cases", "--stale", "500").out
    assert "新的" in run("cases", "--stale", "0").out
    assert "没有超过 1000 天" in run("cases", "--stale", "1000").out
    assert len(book.cases()) == 4


@pytest.mark.parametrize("days", ["很久", "1.5", "99999999", "36501"])
def test_what_is_no_number_of_days_is_told(run: Run, days: str) -> None:
    ran = run("cases", f"--stale={days}")

    assert (ran.code, ran.out) == (2, "")
    assert "不是天数" in ran.err


def test_the_setting_says_after_how_many_days(run: Run, tmp_path: Path) -> None:
    book = SqliteCasebook(tmp_path / "casebook.sqlite3", lambda: datetime.now(UTC))
    old_cases(book, datetime.now(UTC))

    (tmp_path / "settings.toml").write_text("keep_days = 850\n", "utf-8")
    assert "有 1 份" in run("cases", "--stale").out
    (tmp_path / "settings.toml").write_text("keep_days = 0\n", "utf-8")
    assert "有 3 份" in run("cases", "--stale").out
    for wrong in ('"很久"', "-1", "true", "1.5", "[1]"):
        (tmp_path / "settings.toml").write_text(f"keep_days = {wrong}\n", "utf-8")
        assert "应写成天数" in run("cases", "--stale").err


def test_the_setting_is_kept_when_others_change(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"

    save(path, Settings(theme="light", keep_days=30))

    assert load(path, ())[0] == Settings(theme="light", keep_days=30)


@pytest.mark.parametrize(("keep_days", "told"), [(365, True), (0, False)])
def test_the_plain_home_reminds_once(keep_days: int, told: bool) -> None:
    book = MemoryCasebook()
    old_cases(book, NOON)
    heard = io.StringIO()
    console = Console(io.StringIO("退出\n"), heard)

    Home(book, console, clock, Path("nowhere"), keep_days=keep_days).run()

    assert ("有 3 份超过 365 天没有动过" in heard.getvalue()) is told


def test_the_home_screen_reminds_and_finds_them() -> None:
    book = casebook("half-finished")
    old_cases(book, NOON)

    async def scene(stage: Stage) -> None:
        await stage.settle()
        assert "2 份久未动" in stage.shown()
        shown = await stage.press(*"久未动")
        assert "很久" in shown
        assert "收起的" in shown
        assert "新的" not in shown

    play(scene, book, case=None)


def test_nobody_is_reminded_who_does_not_wish_it() -> None:
    book = casebook("half-finished")
    old_cases(book, NOON)

    async def scene(stage: Stage) -> None:
        await stage.settle()
        assert "久未动" not in stage.shown()

    play(scene, book, case=None, settings=Settings(keep_days=0))


# --- what came with a case that was handed over ----------------------------------


@pytest.fixture
def brought(run: Run, tmp_path: Path) -> Path:
    """Import a case with evidence into the casebook; return where the evidence lies."""
    pdf(tmp_path / "执照.pdf")
    here = ("--casebook", "elsewhere.sqlite3")
    run(*here, "open", "样例", "--plain", typed="\n")
    assert run(*here, "evidence", "attach", "样例", "9(3)", "执照.pdf").code == 0
    out = ("--out", "样例.sme", "--no-encryption", "--with-evidence")
    assert run(*here, "export", "样例", *out).code == 0
    assert run("import", "样例.sme").code == 0
    (file,) = (tmp_path / "casebook.sqlite3.evidence").rglob("*.pdf")
    return file


def test_evidence_that_came_along_is_named_before_it_goes(
    run: Run, brought: Path, tmp_path: Path
) -> None:
    folder = str(brought.parent.parent)

    asked = run("purge", "样例", typed="不\n")
    assert folder in asked.out.partition("可能只有这一份")[2]
    assert brought.exists()
    ran = run("purge", "样例", typed="删除\n")

    assert not brought.exists()
    assert folder in ran.out.partition("已删去随它来的证明材料")[2]
    assert (tmp_path / "执照.pdf").exists()
    assert (tmp_path / "样例.sme").exists()


def test_packages_and_evidence_that_came_along_go_together(
    run: Run, brought: Path, tmp_path: Path
) -> None:
    made = json.loads(run("assemble", "样例", "--out", "out", "--json").out)
    package = Path(made["folder"]).absolute()
    assert package.is_dir()

    ran = run("purge", "样例", "--yes")

    assert str(package) in ran.out.partition("已删去它的材料包")[2]
    assert not package.exists()
    assert not brought.exists()
    left = [path for path in tmp_path.rglob("*.pdf") if path.name != "执照.pdf"]
    assert left == []


def test_evidence_that_a_copy_of_the_case_uses_stays_with_it(
    run: Run, brought: Path, tmp_path: Path
) -> None:
    book = SqliteCasebook(tmp_path / "casebook.sqlite3", lambda: datetime.now(UTC))
    copied(book, "样例", "副本", clock)
    book.close()

    ran = run("purge", "样例", "--yes")

    assert str(brought.parent.parent) in ran.out.partition("也在用")[2]
    assert "没有改动" in run("evidence", "check", "副本").out
    run("purge", "副本", "--yes")
    assert not brought.exists()


@pytest.mark.skipif(os.name == "nt", reason="no links without special rights there")
def test_evidence_that_cannot_be_removed_is_told(
    run: Run, brought: Path, tmp_path: Path
) -> None:
    """A folder that was put elsewhere is no longer ours to empty."""
    folder = brought.parent.parent
    moved = folder.rename(tmp_path / "移走的")
    folder.symlink_to(moved)

    ran = run("purge", "样例", "--yes")

    assert ran.code == 0
    assert str(folder) in ran.out.partition("还在原处")[2]
    assert (moved / brought.parent.name / brought.name).exists()


def test_files_that_were_exported_are_named(run: Run, tmp_path: Path) -> None:
    run("open", "样例", "--plain", typed="\n")
    assert run("export", "样例", "--out", "甲.sme", "--no-encryption").code == 0

    ran = run("purge", "样例", "--yes")

    assert str(tmp_path / "甲.sme") in ran.out.partition("还在原处")[2]
