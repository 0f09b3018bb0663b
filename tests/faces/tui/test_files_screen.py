"""The screen on which files are chosen: what they are, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sme_assistant.assistant.cases import standing_of
from sme_assistant.evidence import gathering
from sme_assistant.faces.tui.screens import files as files_screen
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


def test_a_whole_folder_is_ticked_as_one_and_what_is_no_evidence_stays_out(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "合作 协议"
    folder.mkdir()
    for number in (2, 10, 1):
        files.pdf(folder / f"第{number}家.pdf")
    (folder / "说明.txt").write_text("x", "utf-8")
    book = casebook("half-finished")

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 evidence_cooperation_agreements")
        await stage.press("f5")
        shown = await stage.enter(str(folder))
        assert shown.index("第1家") < shown.index("第2家") < shown.index("第10家")
        assert "[ ] 整个“合作 协议”文件夹" in shown
        assert "/已有纸质" in shown
        assert "[√] 整个“合作 协议”文件夹" in await stage.press("down", "enter")
        above = await stage.press("up", "enter")
        assert "[√] 合作 协议/" in above
        assert "没有附上 1 个别的文件：说明.txt" in await stage.press("f9")

    play(scene, book, size=(80, 24))
    found = standing_of(book, CASE, clock).state.files["cooperation_agreements"]
    assert [Path(path).name for path in found] == [
        "第1家.pdf",
        "第2家.pdf",
        "第10家.pdf",
    ]


def test_all_that_is_wrong_with_the_ticked_files_is_told(tmp_path: Path) -> None:
    for name in ("一.pdf", "二.pdf"):
        (tmp_path / name).write_bytes(b"%PDF-1.4")
    book = casebook("half-finished")

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 evidence_lease")
        await stage.press("f5")
        await stage.enter(str(tmp_path))
        await stage.press("down", "enter")
        shown = await stage.press("f9")
        assert "“一.pdf”已损坏" in shown
        assert "“二.pdf”已损坏" in shown
        assert "什么都没有附上" in shown
        assert "已损坏" not in await stage.press("enter")

    play(scene, book, size=(120, 40))


def test_of_a_folder_of_very_many_files_some_are_listed_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (gathering, files_screen):
        monkeypatch.setattr(module, "MOST_SHOWN", 3)
    for number in range(5):
        (tmp_path / f"{number}.pdf").touch()
    book = casebook("half-finished")

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 evidence_lease")
        await stage.press("f5")
        assert "只列出 3 个" in await stage.enter(str(tmp_path))

    play(scene, book, size=(80, 24))


def test_a_material_that_is_there_can_be_gone_to_and_notes_are_read(
    tmp_path: Path,
) -> None:
    scan = files.scan(tmp_path / "执照.pdf")
    book = casebook("half-finished")

    async def scene(stage: Stage) -> None:
        await stage.enter(f"/附上 9(3) {scan}")
        await stage.enter("/登记 待补 credit_report 等网站恢复")
        await stage.press("f6")
        await stage.press(*["down"] * 8)
        assert "企业信用证明材料（待补：等网站恢复）" in stage.shown()
        await stage.press(*["up"] * 6)
        assert "按回车去：问" in stage.shown()
        assert "营业执照或法人证书的复印件" in await stage.press("enter")

    play(scene, book, size=(120, 40))
