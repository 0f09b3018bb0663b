"""The screens that hand a case over and take one: no secret shows, both sides do."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from sme_assistant.assistant.cases import standing_of
from sme_assistant.assistant.handing_over import arrived, outgoing, take
from sme_assistant.engine.log import Action, Entry
from sme_assistant.evidence.looking import fingerprint
from sme_assistant.phrases import Handover, HandoverTui
from tests.casebook.memory import MemoryCasebook
from tests.faces.talking import CASE, NOON, clock
from tests.faces.tui.screens import Stage, casebook, play

WORD = "青山搪瓷路灯七点半"


def elsewhere(folder: Path) -> MemoryCasebook:
    return MemoryCasebook(folder / "evidence")


def said(subject: str, value: str, hours: int = 1, who: str = "") -> Entry:
    at = NOON + timedelta(hours=hours)
    return Entry(Action.ANSWER, subject, at, value=value, typed=value, who=who)


def say(book: MemoryCasebook, *entries: Entry) -> None:
    with book.writer(CASE, "") as writer:
        writer.append(*entries)


def written(book: MemoryCasebook, path: Path, word: str | None = None) -> Path:
    outgoing(book, CASE, clock, with_evidence=False).write(path, word)
    return path


def taken(book: MemoryCasebook, path: Path) -> MemoryCasebook:
    with arrived(book, path, None) as arrival:
        take(book, arrival, set(), clock)
    return book


@pytest.fixture
def two(tmp_path: Path) -> tuple[MemoryCasebook, Path]:
    """A casebook, and a file of the same case that says something else."""
    one = casebook("half-finished")
    other = taken(elsewhere(tmp_path), written(one, tmp_path / "first.sme"))
    say(one, said("total_assets", "300", who="张工"), said("service_staff", "33"))
    say(other, said("total_assets", "400"), said("service_staff", "44"))
    return other, written(one, tmp_path / "b.sme")


def value(book: MemoryCasebook, subject: str) -> str:
    return str(standing_of(book, CASE, clock).state.answers[subject].value)


def test_a_case_is_written_with_a_passphrase_that_never_shows(tmp_path: Path) -> None:
    book, path = casebook("half-finished"), tmp_path / "a.sme"

    async def scene(stage: Stage) -> None:
        assert HandoverTui.ASK_NEW in await stage.enter(f"/导出项目 {path}")
        assert HandoverTui.EMPTY in await stage.enter("")
        stage.desk.entry.value = WORD
        await stage.settle()
        assert "青山" not in stage.shown()
        assert "*" * len(WORD) in stage.shown()
        assert HandoverTui.ASK_AGAIN in await stage.press("enter")
        assert Handover.ASKED_DIFFER in await stage.enter("别的")
        assert "容易被猜到" in await stage.enter("/退出")  # not a command here
        assert Handover.ASKED_DIFFER in await stage.enter("/退")
        await stage.enter(WORD)
        shown = await stage.enter(WORD)
        assert "已存成" in shown
        assert "青山" not in shown
        await stage.press("enter")
        assert "采用哪一个" in stage.shown()

    play(scene, book)
    (case,) = book.cases()
    assert book.outputs(case.name) == (str(path),)  # its removal names the file
    other = elsewhere(tmp_path)
    with arrived(other, path, WORD) as arrival:
        take(other, arrival, set(), clock)
    assert other.entries(CASE) == book.entries(CASE)


def test_evidence_is_asked_about(tmp_path: Path) -> None:
    book, path = casebook("half-finished"), tmp_path / "a.sme"
    scan = tmp_path / "合同.pdf"
    scan.write_bytes(b"%PDF")
    rows = (fingerprint(scan).cells(),)
    say(book, Entry(Action.FILES, "lease", NOON, rows=rows))

    async def scene(stage: Stage) -> None:
        assert "1 个证明材料文件也带上吗" in await stage.enter(f"/导出项目 {path}")
        await stage.enter("2")
        await stage.enter(WORD)
        assert "1 个证明材料文件" in await stage.enter(WORD)

    play(scene, book)
    with arrived(elsewhere(tmp_path), path, WORD) as arrival:
        assert len(arrival.opened.parcel.files) == 1


def test_evidence_may_be_left_at_home(tmp_path: Path) -> None:
    book, path = casebook("half-finished"), tmp_path / "a.sme"
    say(book, Entry(Action.FILES, "lease", NOON, rows=((("path", "/x.pdf"),),)))

    async def scene(stage: Stage) -> None:
        await stage.enter(f"/导出项目 {path}")
        await stage.enter("")
        await stage.enter(WORD)
        assert "只带了目录" in await stage.enter(WORD)

    play(scene, book)


def test_where_nothing_can_be_written_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / "no" / "a.sme"

    async def scene(stage: Stage) -> None:
        await stage.enter(f"/导出项目 {path}")
        await stage.enter(WORD)
        shown = await stage.enter(WORD)
        assert "没有留下文件" in shown
        await stage.press("enter")
        assert "采用哪一个" in stage.shown()

    play(scene, casebook("half-finished"))


def test_from_the_list_the_highlighted_case_goes_out() -> None:
    async def scene(stage: Stage) -> None:
        assert "导出项目　样例" in await stage.enter("/导出项目")
        await stage.press("pagedown", "escape")
        assert "项目列表" not in stage.shown()

    play(scene, casebook("half-finished"), case=None)


def test_a_case_is_taken_and_opened(tmp_path: Path) -> None:
    path = written(casebook("half-finished"), tmp_path / "a.sme", WORD)
    book = elsewhere(tmp_path)

    async def scene(stage: Stage) -> None:
        assert HandoverTui.ASK_PATH in await stage.enter("/导入项目")
        await stage.enter("")
        assert "没有找到文件" in await stage.enter(str(tmp_path / "none.sme"))
        assert "a.sme”的口令" in await stage.enter(str(path))
        assert "口令不对，或者文件被改动" in await stage.enter("错的")
        assert "已导入为“样例”" in await stage.enter(WORD)
        await stage.press("enter")
        assert "欢迎回来。“样例”" in stage.shown()

    play(scene, book, case=None)


def test_a_broken_file_is_told_and_another_may_be_given(tmp_path: Path) -> None:
    path = written(casebook("half-finished"), tmp_path / "a.sme")
    path.write_bytes(path.read_bytes()[:-1])

    async def scene(stage: Stage) -> None:
        assert "没有传完整" in await stage.enter(f"/导入项目 {path}")
        assert str(path) in stage.desk.entry.value

    play(scene, elsewhere(tmp_path), case=None)


def test_a_name_of_another_case_is_asked_for(tmp_path: Path) -> None:
    path = written(casebook("half-finished"), tmp_path / "a.sme")
    book = elsewhere(tmp_path)
    book.create(CASE, "chongqing_municipal", NOON)

    async def scene(stage: Stage) -> None:
        assert "另起一个" in HandoverTui.ASK_NAME or "另存" in HandoverTui.ASK_NAME
        assert "本机已有另一份“样例”" in await stage.enter(f"/导入项目 {path}")
        assert "已导入为“另一份”" in await stage.enter("另一份")

    play(scene, book, case=None)
    assert {case.name for case in book.cases()} == {CASE, "另一份"}


def test_both_sides_are_shown_and_chosen_one_by_one(
    two: tuple[MemoryCasebook, Path],
) -> None:
    book, path = two

    async def scene(stage: Stage) -> None:
        shown = await stage.enter(f"/导入项目 {path}")  # from within the case
        assert "2 项两边不一致，0 项用对方的" in shown
        assert "● 本机　400 万元" in shown
        assert "○ 对方　300 万元" in shown
        assert "张工" in shown
        assert "● 对方　300 万元" in await stage.press("space")
        await stage.press("down", "enter")
        assert "2 项用对方的" in stage.shown()
        assert "1 项用对方的" in await stage.press("space")
        shown = await stage.press("f9")
        assert "1 项答案采用对方的，1 项保留本机的" in shown
        await stage.press("enter")
        assert "已撤销：并入“b.sme”" in await stage.enter("/撤销")
        assert "已重做：并入“b.sme”" in await stage.enter("/重做")

    play(scene, book)
    assert (value(book, "total_assets"), value(book, "service_staff")) == ("300", "44")


def test_one_side_may_be_taken_throughout(two: tuple[MemoryCasebook, Path]) -> None:
    book, path = two

    async def scene(stage: Stage) -> None:
        await stage.enter(f"/导入项目 {path}")
        assert "2 项用对方的" in await stage.enter("22")
        assert "0 项用对方的" in await stage.enter("11")
        assert "2 项用对方的" in await stage.enter("２２")
        assert "1 项用对方的" in await stage.enter("资产")
        await stage.press("escape", "f9")

    play(scene, book)
    assert (value(book, "total_assets"), value(book, "service_staff")) == ("400", "33")


def test_who_leaves_merges_nothing(two: tuple[MemoryCasebook, Path]) -> None:
    book, path = two
    before = book.entries(CASE)

    async def scene(stage: Stage) -> None:
        await stage.enter(f"/导入项目 {path}")
        assert Handover.ASIDE in await stage.press("escape")
        await stage.press("enter")

    play(scene, book)
    assert book.entries(CASE) == before


def test_a_case_written_in_elsewhere_is_told(two: tuple[MemoryCasebook, Path]) -> None:
    book, path = two

    async def scene(stage: Stage) -> None:
        await stage.enter(f"/导入项目 {path}")
        with book.writer(CASE, "王某"):
            assert "王某" in await stage.press("f9")
        await stage.press("enter")

    play(scene, book, case=None)
