"""The summary after a call: true, short, on one page, and without personal data."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sme_assistant.assembly.one_page import HEIGHT, ITEM, LINE, TITLE, WIDTH
from sme_assistant.assistant.conversation import Conversation, Standing
from sme_assistant.assistant.recap import (
    Page,
    Section,
    Summary,
    as_data,
    as_text,
    fitted,
    subjects_since,
    summary,
)
from sme_assistant.assistant.recap_files import write_text, write_word
from sme_assistant.assistant.sources import read_source
from sme_assistant.engine.follow_ups import FollowUp
from sme_assistant.engine.log import Deferral
from sme_assistant.engine.replay import State
from sme_assistant.errors import InputError
from sme_assistant.resources import shipped
from sme_assistant.values import Understood
from tests.casebook.memory import MemoryCasebook
from tests.engine.cases import NOW, PROGRAMME, TODAY
from tests.faces.talking import clock

EXAMPLES = shipped("dialogues").parent / "examples"
NAMES = ("wanzhou-training", "yuzhong-financing", "half-finished")
SECTIONS = ("established", "hangs_on", "mend", "to_find", "to_bring", "next")


def example(name: str) -> Standing:
    return read_source(str(EXAMPLES / f"{name}.yaml"), MemoryCasebook, clock).standing


def follow_up(days: int, what: str = "", *, done: bool = False) -> FollowUp:
    day = TODAY + timedelta(days=days)
    return FollowUp(1 + days, "样例", day, what, "", NOW, NOW if done else None)


def told(standing: Standing, *follow_ups: FollowUp, personal: bool = False) -> Summary:
    log = standing.state.effective
    return summary(standing, log, None, follow_ups, personal=personal)


def items(found: Summary, name: str) -> tuple[str, ...]:
    return next(section.items for section in found.sections if section.id == name)


def talk(*answers: tuple[str, str], minutes: int = 0) -> Conversation:
    """Answer questions, one a minute."""
    moment = [NOW + timedelta(minutes=minutes)]

    def now() -> datetime:
        moment[0] += timedelta(minutes=1)
        return moment[0]

    conversation = Conversation(PROGRAMME, (), None, now)
    for question, typed in answers:
        answer(conversation, question, typed)
    return conversation


def answer(conversation: Conversation, question: str, typed: str) -> None:
    asked = PROGRAMME.questions[question]
    reading = conversation.read(asked, typed)
    assert isinstance(reading, Understood)
    conversation.accept(asked, reading.value, typed)


# --- what it says -----------------------------------------------------------


def test_what_the_verdict_hangs_on_is_told_with_its_clause_and_what_would_mend_it() -> (
    None
):
    found = told(example("yuzhong-financing"))

    assert "还差" in found.outcome
    assert any("（第六条（三））" in text for text in items(found, "hangs_on"))
    assert any("还差 100 万元" in text for text in items(found, "hangs_on"))
    mend = items(found, "mend")
    assert mend[0] == (
        "服务人员中的专业人员 从 14 人 到 15 人；"
        "帮助中小企业融资总额 从 39900 万元 到 40000 万元"
    )


def test_an_eligible_case_wants_no_change() -> None:
    found = told(example("wanzhou-training"))

    assert "符合认定条件" in found.outcome
    assert items(found, "hangs_on") == items(found, "mend") == ()
    assert "还差的条件" not in as_text(found)


def test_a_missing_figure_is_told_with_its_clause_and_where_it_is_found() -> None:
    found = told(example("half-finished"))

    assert (
        "上一年末资产总额（第六条（一）），可查上一年末资产负债表“资产总计”的期末数"
        in items(found, "to_find")
    )


def test_what_open_clauses_wait_for_is_told_where_another_is_unmet_too() -> None:
    conversation = talk(("service_staff", "9"), ("district", "万州"))

    found = told(conversation.standing)

    assert len(items(found, "hangs_on")) == 1
    assert items(found, "to_find")[0].startswith("具有独立法人资格")
    assert not any(text.startswith("服务人员") for text in items(found, "to_find"))


def test_evidence_is_told_with_its_clause_how_much_and_where_it_is_got() -> None:
    bring = items(told(example("half-finished")), "to_bring")

    for start in (
        "租赁合同复印件（第九条（四））：您问一下",
        "与服务机构的合作协议复印件，不少于 5 份（第九条（六））：",
        "服务人员名单（附件2）（第九条（五））：",
    ):
        assert any(text.startswith(start) for text in bring)


def test_what_is_at_hand_need_not_be_brought() -> None:
    conversation = talk(("evidence_business_licence", "已有"))

    found = told(conversation.standing)

    assert "材料已有：法人证书或营业执照复印件" in items(found, "established")
    bring = items(found, "to_bring")
    assert not any(text.startswith("法人证书或营业执照") for text in bring)


def test_what_was_left_for_later_comes_first_among_what_is_to_be_found() -> None:
    conversation = talk(("district", "万州"))
    conversation.defer(PROGRAMME.questions["employees"], Deferral.UNKNOWN)

    assert items(told(conversation.standing), "to_find")[0].startswith("从业人员")


def test_the_next_date_is_the_first_call_that_is_still_to_make() -> None:
    standing = example("half-finished")

    found = told(
        standing,
        follow_up(2, "早就做完", done=True),
        follow_up(10, "带租赁合同"),
        follow_up(20),
    )

    first, deadline = items(found, "next")
    assert first == "12月3日（周四）我们再联系您：带租赁合同。"
    assert "当年的申报通知" in deadline


def test_yes_and_no_lists_and_texts_are_told_in_a_line_each() -> None:
    conversation = talk(
        ("independent_legal_person", "是"),
        ("registered_in_chongqing", "是"),
        ("adverse_credit_record", "否"),
        ("narrative_basic", "平台 成立于二〇一九年"),
    )
    conversation.accept_rows("staff", [{"name": "张三"}])

    established = items(told(conversation.standing), "established")

    assert established == (
        "服务人员：1 人",
        "服务人员中的专业人员：0 人",
        "答“是”的：具有独立法人资格、在重庆市依法设立",
        "答“否”的：近两年有不良信用记录",
        "服务人员名单：1 人",
        "文字已写：平台基本情况（10 字）",
    )


def test_a_long_value_is_cut() -> None:
    conversation = talk(("operating_institution", "重庆" + "渝" * 60 + "公司"))

    [line] = items(told(conversation.standing), "established")

    assert line.endswith("…")
    assert len(line) < 40


# --- in this call -----------------------------------------------------------


def test_of_a_call_only_what_was_said_in_it_is_established() -> None:
    conversation = talk(("total_assets", "260万"), ("service_staff", "12"))
    before = len(conversation.standing.state.effective)
    since = conversation.clock()
    answer(conversation, "district", "万州")
    answer(conversation, "service_staff", "15")
    log = conversation.standing.state.effective

    by_number = summary(conversation.standing, log, before)
    by_time = summary(conversation.standing, log, since)

    assert by_number == by_time
    assert items(by_number, "established") == ("所在区县：万州区", "服务人员：15 人")
    assert by_number.sections[0].title == "这次电话里记下的"


def test_what_was_taken_back_in_the_call_is_not_established() -> None:
    conversation = talk(("total_assets", "260万"))
    answer(conversation, "service_staff", "12")
    log = conversation.standing.state.effective
    conversation.undo()

    found = summary(conversation.standing, log, 1)

    assert items(found, "established") == ()
    assert "还没有记下什么" in as_text(found)


def test_what_was_only_put_off_in_the_call_is_not_established() -> None:
    conversation = talk(("total_assets", "260万"))
    conversation.defer(PROGRAMME.questions["total_assets"], Deferral.LATER)
    log = conversation.standing.state.effective

    assert items(summary(conversation.standing, log, 1), "established") == ()


def test_nothing_is_said_before_the_log_begins() -> None:
    assert subjects_since((), 0) == subjects_since((), NOW) == frozenset()


# --- personal data ----------------------------------------------------------

PERSONAL = (
    ("contact_person", "李四光"),
    ("contact_phone", "13912345678"),
    ("legal_representative", "王五一"),
)


def with_persons() -> Standing:
    conversation = talk(*PERSONAL, ("district", "万州"))
    conversation.accept_rows("staff", [{"name": "赵六七"}])
    return conversation.standing


def test_names_and_phones_are_left_out(tmp_path: Path) -> None:
    found = told(with_persons())
    page = write_word(found, PROGRAMME.meta.id, tmp_path, NOW)

    for text in (as_text(found), str(as_data(found)), words(page)):
        for secret in ("李四光", "13912345678", "王五一", "赵六七"):
            assert secret not in text


def test_names_and_phones_are_told_if_asked_for() -> None:
    text = as_text(told(with_persons(), personal=True))

    assert "联系人：李四光" in text
    assert "13912345678" in text


# --- as a message -----------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_message_is_short_and_plain(name: str) -> None:
    text = as_text(told(example(name), follow_up(10, "带租赁合同")))

    assert len(text) < 1400
    for sign in ("**", "##", "`", "<", "\t", "|", "{"):
        assert sign not in text
    assert text.startswith("【申报小结】2026年11月23日\n")
    assert "12月3日" in text


def test_a_message_says_how_much_it_leaves_out() -> None:
    found = told(example("half-finished"))

    assert len(items(found, "to_bring")) > 6
    assert f"还有 {len(items(found, 'to_bring')) - 6} 项，没有列出。" in as_text(found)


def test_an_empty_case_has_a_summary_too() -> None:
    found = told(Standing(PROGRAMME, State(), TODAY))

    assert found.outcome == "目前看：还没有开始填。"
    assert "（单位名称还没有填）" in as_text(found)
    assert "还没有记下什么。" in as_text(found)
    assert as_data(found)["established"] == []


def test_json_has_each_section_whole() -> None:
    found = told(example("half-finished"))
    data = as_data(found)

    for section in found.sections:
        assert data[section.id] == list(section.items)
    assert data["text"] == as_text(found)
    assert set(SECTIONS) <= data.keys()


# --- on one page ------------------------------------------------------------


def words(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


PAGE = Page(HEIGHT, TITLE, LINE, ITEM, WIDTH)


@pytest.mark.parametrize("name", NAMES)
def test_the_page_says_what_the_summary_says(name: str, tmp_path: Path) -> None:
    found = told(example(name), follow_up(10, "带租赁合同 & <原件>"))

    page = words(write_word(found, PROGRAMME.meta.id, tmp_path, NOW))

    assert found.applicant in page
    assert found.outcome in page
    for section in fitted(found, PAGE):
        assert f"、{section.title}" in page
        for item in section.items:
            assert item in page
    assert "{{" not in page
    assert "None" not in page


texts = st.text("一二三四五六七八九十，。（）ab12 ", min_size=1, max_size=120)
sections = st.lists(st.lists(texts, max_size=60).map(tuple), min_size=6, max_size=6)


@given(found=sections)
def test_no_more_is_kept_than_fits_and_what_is_left_out_is_counted(
    found: list[tuple[str, ...]],
) -> None:
    whole = Summary(
        TODAY,
        "某单位",
        "某项目",
        "还没有开始填。",
        tuple(
            Section(name, name, given)
            for name, given in zip(SECTIONS, found, strict=True)
        ),
        "以答复为准。",
    )

    kept = fitted(whole, PAGE)

    used = sum(
        TITLE + sum(map(PAGE.needed, part.items)) + PAGE.needed(part.more)
        if part.more
        else TITLE + sum(map(PAGE.needed, part.items))
        for part in kept
    )
    assert used <= HEIGHT
    for part in kept:
        given = next(one for one in whole.told if one.id == part.id)
        assert part.items == given.items[: len(part.items)]
        assert part.left_out == len(given.items) - len(part.items)


def overfull(count: int, text: str) -> Summary:
    found = told(Standing(PROGRAMME, State(), TODAY))
    many = tuple(
        replace(section, items=(text,) * 60 if place < count else ())
        for place, section in enumerate(found.sections)
    )
    return replace(found, sections=many)


@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdfinfo")),
    reason="LibreOffice and poppler count the pages",
)
def test_the_page_is_one_page_however_much_there_is_to_say(tmp_path: Path) -> None:
    long_name = replace(overfull(6, "短句"), applicant="重庆" + "渝" * 150 + "公司")
    whole = [overfull(n, t) for n in (1, 3, 6) for t in ("短句", "很长的句子，" * 12)]
    for found in [*whole, long_name, *(told(example(name)) for name in NAMES)]:
        write_word(found, PROGRAMME.meta.id, tmp_path, NOW)
    files = sorted(str(path) for path in tmp_path.glob("*.docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"

    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", *files],  # noqa: S607
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=180,
    )

    pages = sorted(tmp_path.glob("*.pdf"))
    assert len(pages) == len(files) == 10
    for page in pages:
        counted = subprocess.run(
            ["pdfinfo", page],  # noqa: S607
            check=True,
            capture_output=True,
            text=True,
        )
        assert "Pages:           1\n" in counted.stdout, page.name


def test_own_templates_go_before_the_shipped_one(tmp_path: Path) -> None:
    own = docx.Document()
    own.add_paragraph("本中心自己的小结：{{ summary.applicant }}")
    own.sections[0].header.paragraphs[0].text = "{{ draft_mark }}"
    own.save(str(tmp_path / "summary.docx"))
    found = told(example("half-finished"))

    page = write_word(found, PROGRAMME.meta.id, tmp_path / "出", NOW, tmp_path)

    assert words(page).startswith(f"本中心自己的小结：{found.applicant}")


# --- files ------------------------------------------------------------------


def test_a_file_that_is_there_stays_and_the_name_tells_of_nobody(
    tmp_path: Path,
) -> None:
    found = told(with_persons(), personal=True)

    first, second = write_text(found, tmp_path), write_text(found, tmp_path)

    assert (first.name, second.name) == (
        "申报小结 20261123.txt",
        "申报小结 20261123-2.txt",
    )
    assert first.read_text("utf-8") == as_text(found) + "\n"


def test_a_named_file_is_made_with_its_folder_and_never_replaced(
    tmp_path: Path,
) -> None:
    found, place = told(example("half-finished")), tmp_path / "新" / "小结.docx"

    first = write_word(found, PROGRAMME.meta.id, place, NOW)
    second = write_word(found, PROGRAMME.meta.id, place, NOW)

    assert (first, second) == (place, place.with_name("小结-2.docx"))


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("")

    with pytest.raises(InputError) as told_:
        write_text(told(example("half-finished")), tmp_path / "文件" / "小结.txt")

    assert "请" in told_.value.user_message


def test_the_same_case_gives_the_same_bytes(tmp_path: Path) -> None:
    found = told(example("half-finished"))
    one, two = (
        write_word(found, PROGRAMME.meta.id, tmp_path / name, NOW)
        for name in ("a.docx", "b.docx")
    )

    assert one.read_bytes() == two.read_bytes()
