"""The screen on which files are chosen: what they are, and what is said of them."""

from __future__ import annotations

from pathlib import Path

from sme_assistant.assistant.cases import standing_of
from tests.evidence import files
from tests.faces.talking import CASE, clock
from tests.faces.tui.screens import Stage, casebook, play


def test_the_screen_says_what_files_are_and_what_is_doubtful(tmp_path: Path) -> None:
    scan = files.scan(tmp_path / "合同.pdf", files.page((620, 877)))
    book = casebook("half-finished")

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 evidence_lease")
        await stage.press("f5")
        await stage.enter(str(scan))
        assert "按 F9 后看页数" in stage.shown()
        assert "不是日期" in await stage.enter("/有效期至 以后")
        assert "有效期至 2020-01-01" in await stage.enter("/有效期至 2020年1月1日")
        assert "所属年度 2025" in await stage.enter("/所属年度 2025")
        assert "只有 75 DPI" in await stage.press("f9")
        await stage.enter("/跳到 evidence_lease")
        shown = await stage.press("f5")
        assert "PDF，1 页" in shown
        assert "75 DPI" in shown
        assert "现在：已附文件" in shown
        files.scan(scan)
        await stage.press("escape")
        await stage.press("f5")
        assert "改动过" in stage.shown()
        scan.unlink()
        await stage.press("escape")
        await stage.press("f5")
        assert "不在原来的位置" in stage.shown()
        await stage.press("down", "enter")  # the file that is gone is unticked
        assert "已选 0 个" in stage.shown()

    play(scene, book, size=(160, 40))
    (file,) = standing_of(book, CASE, clock).state.attached["lease"]
    assert (file.valid_until, file.period, file.pages) == ("2020-01-01", "2025", 1)


def test_a_bad_file_is_told_and_the_screen_stays(tmp_path: Path) -> None:
    bad = tmp_path / "坏.pdf"
    bad.write_bytes(b"%PDF-1.4")
    book = casebook("half-finished")

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 evidence_lease")
        await stage.press("f5")
        await stage.enter(str(bad))
        assert "“坏.pdf”已损坏" in await stage.press("f9")
        assert "选文件" in stage.shown()

    play(scene, book, size=(120, 40))
    assert "lease" not in standing_of(book, CASE, clock).state.files


def test_a_state_with_a_note_is_said_on_the_screen(tmp_path: Path) -> None:
    book = casebook("half-finished")

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 evidence_lease")
        await stage.press("f5")
        assert "请写“/已有纸质" in await stage.enter("/登记")
        assert "请写“/有效期至" in await stage.enter("/有效期至")
        shown = await stage.enter("/已有纸质 在档案室")
        assert "现在：已有纸质（在档案室）" in shown
        await stage.enter("/待补 lease 房东盖章")
        assert "现在：待补（房东盖章）" in stage.shown()

    play(scene, book, size=(120, 40))
    standing = standing_of(book, CASE, clock)
    assert standing.state.values["evidence_lease"] == "pending"


def test_the_list_of_materials_says_what_became_of_files(tmp_path: Path) -> None:
    scan = files.scan(tmp_path / "执照.pdf")
    book = casebook("half-finished")

    async def scene(stage: Stage) -> None:
        await stage.enter(f"/附上 9(3) {scan}")
        await stage.press("f6")
        await stage.press("down", "down")
        assert "执照.pdf（PDF，1 页" in stage.shown()
        scan.unlink()
        await stage.press("escape")
        await stage.press("f6")
        await stage.press("down", "down")
        assert "不在原来的位置" in stage.shown()

    play(scene, book, size=(160, 48))
