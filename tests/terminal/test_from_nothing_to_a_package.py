"""From an empty home to a finished package on disk, typed at a real terminal."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import cast
from zipfile import ZipFile

import pytest

from sme_assistant.assistant.cases import standing_of
from sme_assistant.assistant.conversation import Standing
from sme_assistant.assistant.presenter import question_numbers
from sme_assistant.assistant.programmes import shipped_programme
from sme_assistant.casebook import SqliteCasebook
from sme_assistant.dialogue.programme import QuestionDefinition
from sme_assistant.marked import Data, load_marked
from sme_assistant.phrases import Tui
from sme_assistant.values import Kind
from tests.terminal.tmux import TMUX, Terminal

pytestmark = pytest.mark.skipif(TMUX is None, reason="tmux is not installed")
EXAMPLES = Path(__file__).parents[2] / "examples"
CASE = "万州培训平台"
WRONG_AT_FIRST = {
    "institution_type": "事业单位",
    "total_assets": "不清楚",
    "enterprises_served": "九十五家",
    "contact_person": "以后再补",
}
"""What is typed for a question before the answer that the example has."""


def now() -> datetime:
    return datetime.now(UTC)


class Applicant:
    """A person with an example's papers at hand, who answers what is asked.

    Args:
        terminal: Where the program runs.
        casebook: Where the case lies: each answer has to be there.
    """

    def __init__(self, terminal: Terminal, casebook: SqliteCasebook) -> None:
        self.terminal = terminal
        self.casebook = casebook
        text = (EXAMPLES / "wanzhou-training.yaml").read_text(encoding="utf-8")
        marked, faults = load_marked(text, "wanzhou-training")
        assert not faults
        self.papers = cast("dict[str, Data]", marked.data)

    @property
    def standing(self) -> Standing:
        return standing_of(self.casebook, CASE, now)

    def answer_all(self) -> None:
        """Answer what is asked until all is asked."""
        answered: set[str] = set()
        while (question := self.standing.next) is not None:
            assert question.id not in answered, f"{question.id} is asked again"
            answered.add(question.id)
            self.answer(question)

    def answer(self, question: QuestionDefinition) -> None:
        """Answer a question once it is on the screen, and see that it is kept."""
        model = question.model
        self.see(question)
        before = len(self.casebook.entries(CASE))
        differing = self.differing()
        if model.collects:
            rosters = cast("dict[str, str]", self.papers["rosters"])
            self.terminal.enter(str(EXAMPLES / rosters[model.collects]))
            self.terminal.wait(Tui.OFFER_KEYS)
            self.terminal.press("Enter")
        elif model.asks:
            self.type(question)
        else:
            self.terminal.press("Enter")
        self.terminal.until(
            lambda _: len(self.casebook.entries(CASE)) > before,
            f"an answer to {question.id} in the casebook",
        )
        if self.differing() - differing:  # what was put off before is not asked again
            self.terminal.wait("采用哪一个？")
            self.terminal.enter("2")

    def differing(self) -> set[str]:
        """Return the typed figures that differ from their lists."""
        return {c.check.id for c in self.standing.conflicts if c.difference}

    def see(self, question: QuestionDefinition) -> None:
        """Wait until a question is the one at hand: by its number and its words."""
        words = re.split(r"[{\n]", question.model.screen)[0][:24]
        numbers = question_numbers(self.standing)
        if question.id in numbers:
            words = f"问 {numbers[question.id]}/{len(numbers)}　{words}"
        self.terminal.wait(words)

    def type(self, question: QuestionDefinition) -> None:
        typed = str(self.papers.get(question.subject) or "不清楚")
        if question.subject in WRONG_AT_FIRST:
            typed = WRONG_AT_FIRST[question.subject]
        kind = shipped_programme().facts[question.subject].spec.kind
        if kind is Kind.LONG_TEXT:
            self.terminal.paste(typed)
            self.terminal.press("F9")
        else:
            self.terminal.enter(typed)


def test_from_an_empty_home_to_a_package_on_disk(tmp_path: Path) -> None:
    out = tmp_path / "材料"
    (tmp_path / "settings.toml").write_text(f'out = "{out}"\n', encoding="utf-8")
    with Terminal(tmp_path, size=(100, 46)) as terminal:
        begin(terminal)
        casebook = SqliteCasebook(tmp_path / "casebook.sqlite3", now)
        applicant = Applicant(terminal, casebook)

        applicant.answer_all()
        shown = terminal.wait("问题都问完了", "按回车看导出")
        assert "不足 1" in shown
        mend(terminal, applicant)
        assert applicant.standing.state.values["enterprises_served"] == 105
        make(terminal)
        casebook.close()

    (folder,) = (place for place in out.iterdir() if place.is_dir())
    names = [file.name for file in sorted(folder.iterdir()) if file.is_file()]
    assert "草稿" not in folder.name
    assert "重庆禾川渡企业管理培训有限公司" in folder.name
    assert "02 申请表（附件1）.docx" in names
    assert "05 服务人员名单（附件2）.docx" in names
    with ZipFile(f"{folder}.zip") as archive:
        assert archive.testzip() is None
        assert {Path(name).name for name in archive.namelist()} >= {*names}


def begin(terminal: Terminal) -> None:
    """Begin a case from the empty home."""
    terminal.wait("您填的内容只存在这台电脑上，不会上传", "按回车开始第一份申报")
    terminal.press("Enter")
    terminal.wait("起个名字")
    terminal.enter(CASE)
    terminal.wait("先说清楚这个助手做什么")


def mend(terminal: Terminal, applicant: Applicant) -> None:
    """Go back to an early answer, and fill in what was left for later."""
    terminal.enter("/跳到 enterprises_served")
    terminal.wait("现在填的是：95 家")
    terminal.enter("一百零五家")
    terminal.wait(
        "已记下：上一年度服务中小微企业家数　一百零五家 → 105 家", "按回车看导出"
    )
    terminal.enter("/跳到 institution_type")
    terminal.wait("现在填的是：事业单位")
    terminal.press("Up", "Up", "Enter")
    terminal.wait("已记下：运营机构的类型", "公司", "按回车看导出")
    for subject, told in (("total_assets", "200 万元"), ("contact_person", "谭渡宁")):
        terminal.enter("/待补")
        terminal.wait("待补清单", "↑↓ 选一题，回车去补")
        terminal.press("Enter")  # it begins at the first
        (asked,) = shipped_programme().facts[subject].asked_by
        applicant.see(shipped_programme().questions[asked])
        terminal.wait("请回答")
        terminal.enter(str(applicant.papers[subject]))
        terminal.wait("已记下：", told, "按回车看导出")


def make(terminal: Terminal) -> None:
    """Look at what the package will say, and make it."""
    terminal.press("Enter")  # as the line above the input says
    terminal.wait("预览与导出", "现在生成的是正式稿")
    terminal.press("Down", "Down", "Down")
    terminal.wait("关于申报重庆市中小企业公共服务示范平台的申请报告")
    terminal.press("Enter")
    terminal.wait("材料包已生成")
