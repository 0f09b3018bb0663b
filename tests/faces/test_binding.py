"""The bound volume from every face: a switch, a typed command, a screen."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest

from sme_assistant.assembly.binding import office
from sme_assistant.assembly.binding.office import WHERE
from sme_assistant.resources import shipped
from tests.assembly.binding.office import FakeOffice
from tests.faces.running import Run
from tests.faces.talking import Talk
from tests.faces.tui.screens import Stage, casebook, out_of, play

TRAINING = str(shipped("examples") / "wanzhou-training.yaml")


@pytest.fixture
def bindery(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let something else convert, whatever is installed."""
    monkeypatch.setattr(office, "find_office", FakeOffice)


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be no LibreOffice, whatever is installed."""
    monkeypatch.setenv(WHERE, "")


@pytest.mark.usefixtures("bindery")
def test_bind_makes_the_volume_and_says_where(run: Run) -> None:
    ran = run("assemble", TRAINING, "--out", "out", "--bind", "--json")

    told = json.loads(ran.out)
    assert ran.code == 0
    with pikepdf.open(Path(told["folder"]) / told["bound"]) as volume:
        assert told["bound_pages"] == len(volume.pages)
    assert "第九条（三）" in told["bound_note"]  # the example has it on paper
    (file,) = [f for f in told["files"] if f["path"] == told["bound"]]
    assert file["document"] == "bound_volume"


@pytest.mark.usefixtures("bindery")
def test_where_the_volume_is_and_what_is_in_place_of_a_file_is_told(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.4")
    answers = tmp_path / "answers.yaml"
    answers.write_text("operating_institution: 甲公司\nevidence:\n  9(3): 坏.pdf\n")

    ran = run("assemble", str(answers), "--out", "out", "--bind")

    assert ran.code == 0
    assert "合订本：" in ran.out
    assert "“坏.pdf”已损坏" in ran.out
    assert "原处有一页说明" in ran.out


@pytest.mark.usefixtures("bare")
def test_without_libreoffice_the_package_is_made_and_the_way_to_get_it_told(
    run: Run,
) -> None:
    told = json.loads(run("assemble", TRAINING, "--out", "a", "--bind", "--json").out)
    ran = run("assemble", TRAINING, "--out", "b", "--bind")

    assert told["bound"] is None
    assert told["bound_pages"] == 0
    assert "libreoffice" in told["bound_note"]
    assert Path(told["zip"]).is_file()
    assert ran.code == 0
    assert "材料包已生成" in ran.out
    assert "没有找到 LibreOffice" in ran.out


def test_without_the_switch_nothing_is_said_of_a_volume(run: Run) -> None:
    told = json.loads(run("assemble", TRAINING, "--out", "out", "--json").out)

    assert not any(key.startswith("bound") for key in told)


@pytest.mark.usefixtures("bindery")
def test_the_volume_is_made_in_the_conversation_by_lines(tmp_path: Path) -> None:
    heard = Talk(out=tmp_path).hear("/合订本", f"/合订本 {tmp_path / '别处'}")

    assert heard.count("正在生成材料包和合订本") == 2
    assert heard.count("合订本：") == 2
    assert len(list(tmp_path.glob("*/合订本.pdf"))) == 1
    assert len(list((tmp_path / "别处").glob("*/合订本.pdf"))) == 1


@pytest.mark.usefixtures("bindery")
@pytest.mark.parametrize("first", ["f8", None])
def test_the_volume_is_made_on_the_full_screen(
    tmp_path: Path, first: str | None
) -> None:
    async def scene(stage: Stage) -> None:
        if first is not None:
            await stage.press(first)
        await stage.enter("/合订本")
        await stage.settle()
        assert "合订本" in stage.shown()

    play(
        scene,
        casebook("wanzhou-training"),
        size=(120, 40),
        settings=out_of(tmp_path),
    )
    assert list(tmp_path.glob("*/合订本.pdf"))


@pytest.mark.usefixtures("bindery")
def test_the_volume_goes_where_the_command_says(tmp_path: Path) -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("f8")
        await stage.enter(f"/合订本 {tmp_path / '别处'}")
        await stage.settle()

    play(scene, casebook("wanzhou-training"), settings=out_of(tmp_path))
    assert list(tmp_path.glob("别处/*/合订本.pdf"))
