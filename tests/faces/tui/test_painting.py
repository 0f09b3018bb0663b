"""How often the screen is laid out and painted: what an answer and a key may cost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual._compositor import Compositor
from textual.strip import Strip

from sme_assistant.faces.tui.screens.home import HomeScreen
from sme_assistant.faces.tui.widgets.rail import Rail
from sme_assistant.faces.tui.widgets.transcript import MOST_MOUNTED, Card, Transcript
from tests.faces.tui.screens import Stage, casebook, play

ROOMY = (120, 40)


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SME_ASSISTANT_SETTINGS", str(tmp_path / "settings.toml"))


@pytest.fixture(name="layouts")
def _layouts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows by one with each layout of a screen."""
    made: list[int] = []
    reflow: Callable[..., object] = Compositor.reflow

    def counted(self: Compositor, *args: object) -> object:
        made.append(1)
        return reflow(self, *args)

    monkeypatch.setattr(Compositor, "reflow", counted)
    return made


def test_a_key_moves_nothing_but_what_is_in_its_line(layouts: list[int]) -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 上一年末资产总额")
        layouts.clear()
        shown = await stage.press("2", "0", "0")
        assert "理解为 200 万元" in shown
        assert not layouts

    play(scene, casebook(), size=ROOMY)


def test_a_warning_too_long_for_its_line_is_shown_whole(layouts: list[int]) -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("a")
        layouts.clear()
        told = "名单没有改动：" + "这一行写得很长，一行放不下，" * 8 + "请改好再试。"
        stage.desk.warn(told)
        await stage.pilot.pause()
        assert told in "".join(stage.shown().split())
        stage.desk.tell("短了")
        await stage.pilot.pause()
        assert stage.desk.query_one("#meaning").size.height == 1
        layouts.clear()
        stage.desk.tell("又短了")
        await stage.pilot.pause()
        assert not layouts

    play(scene, casebook(), size=(80, 24))


def test_an_answer_and_the_next_question_come_with_one_layout(
    layouts: list[int],
) -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 上一年末资产总额")
        await stage.press("2", "0", "0")
        layouts.clear()
        shown = await stage.press("enter")
        assert "已记下：上一年末资产总额" in shown
        assert "统一社会信用代码" in shown
        assert len(layouts) == 1

    play(scene, casebook("yuzhong-financing"), size=ROOMY)


def test_a_screen_left_while_cards_are_mounted_leaves_the_next_one_painted() -> None:
    async def scene(stage: Stage) -> None:
        stage.desk.submit("渝创公司")
        stage.desk.submit("/项目列表")
        await stage.settle()
        await stage.settle()
        assert isinstance(stage.app.screen, HomeScreen)
        assert not stage.app._batch_count
        assert "中小企业公共服务示范平台申报助手" in stage.shown()

    play(scene, casebook(), size=ROOMY)


def test_folded_cards_come_back_when_one_scrolls_up_to_them() -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 operating_institution")
        for number in range(40):
            stage.desk.submit(f"第{number}家公司")
            stage.desk.submit("/跳到 operating_institution")
            await stage.pilot.pause()
        await stage.settle()
        assert len(stage.app.screen.query(Card)) <= MOST_MOUNTED
        transcript = stage.app.screen.query_one(Transcript)
        for _ in range(60):
            if "第5家公司" in await stage.press("pageup"):
                break
        assert "第5家公司" in stage.shown()
        assert transcript.scroll_y >= 0

    play(scene, casebook(), size=ROOMY)


def test_the_outline_paints_only_what_has_changed_in_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    painted: list[int] = []
    render_line = Rail.render_line

    def noted(self: Rail, y: int) -> Strip:
        painted.append(y)
        return render_line(self, y)

    monkeypatch.setattr(Rail, "render_line", noted)

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 上一年末资产总额")
        painted.clear()
        shown = await stage.enter("200")
        assert "资产与经营 1/3" in shown
        assert 0 < len(painted) < 5

    play(scene, casebook(), size=ROOMY)


def test_the_outline_can_be_selected_with_the_mouse() -> None:
    async def scene(stage: Stage) -> None:
        await stage.pilot.mouse_down(Rail, offset=(1, 0))
        await stage.pilot.hover(Rail, offset=(12, 2))
        await stage.pilot.mouse_up(Rail, offset=(12, 2))
        await stage.settle()
        selected = stage.app.screen.get_selected_text()
        assert selected is not None
        assert selected.startswith("进度\n")
        assert len(selected.splitlines()) == 3
        assert "进度" in stage.shown()

    play(scene, casebook(), size=ROOMY)
