"""The conversation line by line: answers, commands at any moment, lists, texts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sme_assistant.assistant.programmes import shipped_programme
from sme_assistant.engine.log import Action, Entry
from sme_assistant.errors import CasebookUnavailableError
from sme_assistant.phrases import Plain
from sme_assistant.phrases import Talk as Words
from tests.casebook.memory import MemoryCasebook, MemoryWriter
from tests.faces.talking import CASE, NOON, Talk

COMMANDS = [
    "?", "？", "为什么", "帮助", "返回", "上一题", "跳到", "跳到 服务人员", "跳到 9",
    "跳到 xyz", "跳到 融资总额", "继续", "进度", "待补", "不清楚", "以后再补", "撤销",
    "重做", "自评", "自评 6(3)", "自评 99", "材料", "条文", "条文 第六条（三）",
    "条文 99", "电话", "／返回", "、返回", "/ 进度",
]  # fmt: skip
MOMENTS = {
    "at a text": ("跳到 operating_institution",),
    "at a yes or no": ("跳到 finances_sound",),
    "at a long choice": ("跳到 district",),
    "at several choices": ("跳到 service_functions",),
    "at a list": ("跳到 staff",),
    "at a long text": ("跳到 narrative_basic",),
    "at a question asked back": ("跳到 total_assets", "200元"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_a_command_is_taken_at_any_moment(
    moment: tuple[str, ...], command: str
) -> None:
    talk = Talk()

    heard = talk.hear(*moment, command)

    said = heard.rpartition(f"> {command}\n")[2]
    assert said.strip(), "silence"
    assert not talk.typed


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_taken_at_a_notice(command: str) -> None:
    talk = Talk()
    with talk.casebook.writer(CASE, "") as writer:
        writer.append(Entry(Action.CLEAR, "welcome", NOON))

    heard = talk.hear(command)

    assert heard.rpartition(f"> {command}\n")[2].strip()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_taken_after_the_last_question(command: str) -> None:
    talk = Talk()
    with talk.casebook.writer(CASE, "") as writer:
        questions = shipped_programme().questions
        asking = [q for q in questions if q not in talk.standing.state.seen]
        writer.append(*(Entry(Action.DEFER, q, NOON, value="later") for q in asking))
    assert talk.standing.next is None

    heard = talk.hear(command)

    assert Words.ALL_ASKED in heard
    assert heard.rpartition(f"> {command}\n")[2].strip()


@pytest.mark.parametrize("word", ["退出", "/退出", "／退出", "、退出"])
@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_leaving_is_possible_at_any_moment(moment: tuple[str, ...], word: str) -> None:
    heard = Talk().hear(*moment, word, "自评")

    assert heard.endswith(f"> {word}\n")


def test_a_long_card_ends_with_the_question_at_hand() -> None:
    heard = Talk().hear("自评")

    assert heard.splitlines()[-1].startswith("问 1/")


def test_an_early_answer_is_changed_and_the_conversation_goes_on_where_it_was() -> None:
    talk = Talk()
    first = ("重庆启航公司", "重庆市启航中小企业公共服务示范平台", "公司", "是")
    talk.hear(*first)
    here = talk.standing.next

    heard = talk.hear("返回", "返回", "返回", "返回", "重庆启杭公司")

    assert talk.typed["operating_institution"] == "重庆启杭公司"
    assert talk.standing.next is here
    assert "\n问 5/" in heard.rpartition("已记下")[2]


def test_an_empty_line_keeps_the_answer_that_is_there() -> None:
    talk = Talk()
    talk.hear("重庆启航公司")
    before = len(talk.casebook.entries(CASE))

    heard = talk.hear("返回", "")

    assert "现在填的是：重庆启航公司" in heard
    assert len(talk.casebook.entries(CASE)) == before


def test_an_empty_line_is_no_answer_to_an_open_question() -> None:
    talk = Talk()

    assert "还没有填写" in talk.hear("", "", "")
    assert not talk.typed


def test_a_function_taken_out_parks_its_answers_and_the_words_say_so() -> None:
    talk = Talk()
    talk.hear("跳到 service_functions", "4、5", "跳到 training_attendances", "1350人次")

    parked = talk.hear("跳到 service_functions", "融资")
    assert "已经放在一边（不会丢，改回来就恢复）：年培训人次" in parked
    back = talk.hear("跳到 service_functions", "4、5")
    assert "又用得上了，已恢复：年培训人次" in back
    assert talk.typed["training_attendances"] == "1350人次"


def test_undo_tells_what_it_brought_back() -> None:
    talk = Talk()
    talk.hear("跳到 service_functions", "4、5", "跳到 training_attendances", "1350人次")

    heard = talk.hear("跳到 service_functions", "5", "撤销", "重做")

    undone = heard.partition("已撤销：")[2]
    assert "已恢复：年培训人次" in undone
    assert "已经放在一边" in undone.partition("已重做：")[2]


def test_undoing_a_deferral_and_a_notice_is_said_in_few_words() -> None:
    talk = Talk()

    heard = talk.hear("不清楚", "撤销", "撤销")

    assert "已撤销：把“运营机构”放进待补清单" in heard
    told = heard.rpartition("已撤销：说明“")[2].partition("\n")[0]
    assert len(told) < 20


# --- asked back -------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        (("2",), "200"),
        (("2.",), "200"),
        (("２",), "200"),
        (("？", "2"), "200"),
        (("", "2"), "200"),
        (("自评", "自评", "1"), "0.02"),
        (("200元", "1"), "0.02"),
        (("200",), "200"),
        (("二百五十万",), "250"),
    ],
)
def test_a_question_asked_back_stays_until_it_is_answered(
    lines: tuple[str, ...], value: str
) -> None:
    talk = Talk()

    talk.hear("跳到 total_assets", "200元", *lines)

    assert talk.standing.state.answers["total_assets"].entry.value == value


def test_a_question_asked_back_can_be_left() -> None:
    talk = Talk()

    heard = talk.hear("跳到 total_assets", "200元", "返回", "2026年5月20日")

    assert "打算哪一天提交申报" in heard
    assert talk.typed == {"application_date": "2026年5月20日"}


@pytest.mark.parametrize("yes", ["1", "是", "对", "是的"])
def test_a_single_reading_is_confirmed_by_a_yes(yes: str) -> None:
    talk = Talk()

    talk.hear("跳到 enterprises_served", "约300家", yes)

    assert talk.standing.state.answers["enterprises_served"].entry.value == "300"


# --- texts and lists --------------------------------------------------------


def test_a_text_of_several_lines_ends_with_an_empty_line() -> None:
    talk = Talk()

    talk.hear("跳到 narrative_basic", "第一段。", "　第二段。", "", "重庆启航公司")

    assert talk.typed["narrative_basic"] == "第一段。\n　第二段。"
    assert talk.typed["operating_institution"] == "重庆启航公司"


def test_leaving_in_a_text_keeps_what_was_written() -> None:
    talk = Talk()

    talk.hear("跳到 narrative_basic", "第一段。", "退出", "不再听")

    assert talk.typed == {"narrative_basic": "第一段。"}


def test_a_bad_row_is_told_at_once_and_the_others_are_kept() -> None:
    talk = Talk()

    heard = talk.hear(
        "跳到 staff",
        "王五，32，大专，经理，工程师，宣讲",
        "李四，很大，大专",
        "李四，40，大专",
        "甲，乙，丙，丁，戊，己，庚",
        "",
    )

    assert "第2行：没有看懂“很大”" in heard.partition("… 李四，40")[0]
    assert "这一行有 7 项，应为 6 项" in heard
    assert "共 2 人" in heard
    rows = talk.standing.state.rosters["staff"].rows
    assert [row["name"] for row in rows] == ["王五", "李四"]


def test_a_plus_adds_to_a_list_and_without_it_the_list_is_replaced() -> None:
    talk = Talk()
    talk.hear("跳到 staff", "王五，32，大专", "")

    assert "共 2 人" in talk.hear("跳到 staff", "＋李四，40，大专", "")
    assert "共 1 人" in talk.hear("跳到 staff", "赵六，40，大专", "")
    assert Plain.ROSTER_EMPTY in talk.hear("跳到 staff", "+")


def test_an_empty_line_at_an_empty_list_says_what_to_do() -> None:
    assert Plain.ROSTER_EMPTY in Talk().hear("跳到 staff", "")


def test_a_list_broken_off_keeps_its_good_rows() -> None:
    talk = Talk()

    talk.hear("跳到 staff", "王五，32，大专", "李四，很大，大专")

    assert len(talk.standing.state.rosters["staff"].rows) == 1


def test_a_file_is_looked_at_before_it_is_taken_and_each_bad_cell_is_told(
    tmp_path: Path,
) -> None:
    path = tmp_path / "名单 1.csv"
    rows = "\n".join(f"某{n},很大,大专" for n in range(30))
    path.write_text(f"姓名,年龄,学历\n王五,32,大专\n{rows}\n", encoding="gbk")
    talk = Talk()

    heard = talk.hear("跳到 staff", f"'{path}'")

    assert "可以收下 1 行" in heard
    assert "有 30 行先不收，30 处要改" in heard
    assert "名单 1.csv B3：没有看懂“很大”" in heard
    assert "还有 10 处" in heard
    assert not talk.standing.state.rosters

    heard = talk.hear("跳到 staff", f"'{path}'", "1")

    assert f"另存在：{tmp_path / '名单 1-待改.xlsx'}" in heard
    assert len(talk.standing.state.rosters["staff"].rows) == 1


def test_a_good_file_is_taken_with_its_source(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_text("\ufeff姓名\t年龄\t学历\n王五\t32\t大专\n", encoding="utf-8")
    talk = Talk()

    heard = talk.hear("跳到 staff", str(path), "是")

    assert "收下后共 1 人" in heard
    assert "按名单算出：\n　服务人员　1 人" in heard
    assert talk.standing.state.rosters["staff"].entry.source == "staff.csv"


def test_a_file_that_was_looked_at_may_be_left(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_text("姓名,学历\n王五,大专\n", encoding="utf-8")
    talk = Talk()
    talk.hear("跳到 staff", "李四，40，大专", "")

    heard = talk.hear("跳到 staff", str(path), "", "不收")

    assert heard.count("3. 不收") == 2
    assert "没有收，名单没有改动" in heard
    assert [r["name"] for r in talk.standing.state.rosters["staff"].rows] == ["李四"]


def test_a_file_updates_a_list_and_leaves_what_it_does_not_name(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_text("姓名,年龄,学历\n李四,40,本科\n王五,32,大专\n", encoding="utf-8")
    talk = Talk()
    talk.hear("跳到 staff", "李四，40，大专", "赵六，50，大专", "")

    heard = talk.hear("跳到 staff", str(path), "收下（更新名单）")

    assert "新增 1 行，改动 1 行，不变 0 行；收下后共 3 人" in heard
    assert "改动　李四 40：学历 大专 → 本科" in heard
    rows = talk.standing.state.rosters["staff"].rows
    assert [r["name"] for r in rows] == ["李四", "赵六", "王五"]


def test_a_file_may_replace_a_list(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_text("姓名,年龄,学历\n王五,32,大专\n", encoding="utf-8")
    talk = Talk()
    talk.hear("跳到 staff", "李四，40，大专", "")

    assert "去掉文件里没有的 1 行" in talk.hear("跳到 staff", str(path), "2")

    assert [r["name"] for r in talk.standing.state.rosters["staff"].rows] == ["王五"]


def test_after_a_look_at_a_file_another_may_be_given(tmp_path: Path) -> None:
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    first.write_text("姓名,学历\n王五,大专\n", encoding="utf-8")
    second.write_text("姓名,学历\n李四,大专\n", encoding="utf-8")
    talk = Talk()

    talk.hear("跳到 staff", str(first), str(second), "1")

    assert [r["name"] for r in talk.standing.state.rosters["staff"].rows] == ["李四"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("没有.xlsx", "没有找到文件“没有.xlsx”"),
        ("名单.xls", "没有找到文件“名单.xls”"),
        ("/", "不是一个文件"),
        ("~nobody-has-this-name/a.csv", "没有找到文件"),
        ("长" * 5000, "年龄"),
        ("a\0.csv", "学历"),
    ],
)
def test_what_is_no_readable_file_is_told(given: str, told: str) -> None:
    assert told in Talk().hear("跳到 staff", given, "")


# --- faults -----------------------------------------------------------------


class FullCasebook(MemoryCasebook):
    """A casebook whose disk is full from a moment on."""

    is_full = False

    @contextmanager
    def writer(self, name: str, holder: str) -> Iterator[MemoryWriter]:
        with super().writer(name, holder) as writer:
            append = writer.append

            def unless_full(*entries: Entry) -> None:
                if self.is_full:
                    raise CasebookUnavailableError("casebook.sqlite3", "full")
                append(*entries)

            writer.append = unless_full  # type: ignore[method-assign]
            yield writer


def test_an_answer_that_cannot_be_saved_is_not_taken_and_the_question_stays() -> None:
    casebook = FullCasebook()
    talk = Talk(casebook)
    casebook.is_full = True

    heard = talk.hear(
        "重庆启航公司", "不清楚", "撤销", "跳到 staff", "王五，32，大专", ""
    )

    assert heard.count("磁盘已满") == 4
    assert "已记下" not in heard
    assert not talk.typed


def test_a_package_is_written_and_its_place_is_told(tmp_path: Path) -> None:
    talk = Talk(out=tmp_path)

    heard = talk.hear("重庆启航公司", "生成", f"生成 {tmp_path / '别处'}")

    assert len(list(tmp_path.glob("*.zip"))) == 1
    assert len(list((tmp_path / "别处").glob("*.zip"))) == 1
    assert f"材料包已生成：{tmp_path}" in heard
    assert "草稿" in heard


def test_a_package_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "文件").touch()
    talk = Talk(out=tmp_path / "文件")

    heard = talk.hear("生成", "重庆启航公司")

    assert "申报材料没有写成" in heard
    assert talk.typed


def test_what_is_typed_at_a_notice_is_told_not_to_be_kept() -> None:
    talk = Talk()

    heard = talk.hear("跳到 welcome", "甲公司")

    assert Words.NOTHING_ASKED.format(text="甲公司") in heard
    assert not talk.typed
