"""What help-desk staff read aloud: the question, what was heard, how it stands."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from sme_assistant.assistant import presenter
from sme_assistant.assistant.conversation import Conversation
from sme_assistant.dialogue.programme import QuestionDefinition
from sme_assistant.engine.log import Deferral
from sme_assistant.values import Kind, Spec, Understood, Value, read, speak
from tests.engine.cases import PROGRAMME

NOON = datetime(2026, 5, 20, 4, tzinfo=UTC)
SAYABLE = re.compile(r"[（）()【】{}/%％#*_<>0-9A-Za-z]")


def talk() -> Conversation:
    return Conversation(PROGRAMME, (), None, lambda: NOON)


def told(conversation: Conversation, question: str, typed: str) -> str:
    """Answer a question and return what is read back."""
    asked = PROGRAMME.questions[question]
    reading = conversation.read(asked, typed)
    assert isinstance(reading, Understood), reading
    conversation.accept(asked, reading.value, typed)
    [say] = presenter.read_back(conversation.standing, asked)
    return say.text


@pytest.mark.parametrize(
    ("question", "typed", "heard"),
    [
        ("total_assets", "200万", "上一年末的资产总额是两百万元"),
        ("satisfaction_rate", "93.5%", "上一年度的用户满意度是百分之九十三点五"),
        (
            "operating_since",
            "2019年3月15日",
            "贵单位是二〇一九年三月十五日开始连续运营的",
        ),
        ("contact_phone", "13800110022", "申报联系人的电话是幺三八 零零幺幺 零零二二"),
        ("independent_legal_person", "是", "贵单位是独立法人"),
        ("adverse_credit_record", "没有", "贵单位近两年没有不良信用记录"),
        ("service_functions", "1、4", "您这边做的服务有信息服务、培训服务"),
        ("institution_type", "民非", "贵单位的性质是民办非企业单位"),
        (
            "evidence_business_licence",
            "待补",
            "营业执照或者法人证书的复印件，您这边还要补",
        ),
        ("profit", "亏损12万", "上一年度的利润总额是负十二万元"),
    ],
)
def test_what_was_heard_is_read_back(question: str, typed: str, heard: str) -> None:
    assert told(talk(), question, typed) == f"跟您核对一下：{heard}，对吗？"


def test_the_staff_are_read_back_in_one_sentence() -> None:
    conversation = talk()
    told(conversation, "service_staff", "12")

    assert told(conversation, "qualified_staff", "10") == (
        "跟您核对一下：服务人员十二人，其中大专以上或中级以上职称十人，对吗？"
    )


def test_an_unanswered_part_is_said_to_be_open() -> None:
    assert "服务人员还没有定" in told(talk(), "qualified_staff", "10")


def test_of_a_list_the_number_of_rows_is_read_back() -> None:
    conversation = talk()
    question = PROGRAMME.questions["institutions"]
    assert presenter.read_back(conversation.standing, question) == []

    conversation.accept_rows(question.subject, [{"name": "甲所"}, {"name": "乙所"}])

    [say] = presenter.read_back(conversation.standing, question)
    assert say.text == "跟您核对一下：合作的服务机构名单，我这里一共记了两家，对吗？"


def test_of_a_long_text_the_beginning_is_read_back() -> None:
    heard = told(
        talk(), "narrative_basic", "平台成立于二〇一九年。" + "服务企业。" * 40
    )

    assert heard == (
        "跟您核对一下：平台的基本情况，我记的是“平台成立于二〇一九年。服务企业。服务企业。"
        "服务企业。服务企业。服务企业”开头的一段，一共两百一十一个字，对吗？"
    )


@pytest.mark.parametrize(
    ("why", "word"), [(Deferral.UNKNOWN, "暂时不清楚"), (Deferral.LATER, "先放着")]
)
def test_what_is_left_for_later_is_read_back_as_that(why: Deferral, word: str) -> None:
    conversation = talk()
    question = PROGRAMME.questions["total_assets"]

    conversation.defer(question, why)

    [say] = presenter.read_back(conversation.standing, question)
    assert "上一年末资产总额" in say.text
    assert word in say.text


def test_an_entry_is_read_back_as_its_question_is() -> None:
    conversation = talk()
    heard = told(conversation, "total_assets", "260万")

    entry = conversation.standing.state.effective[-1]

    assert [s.text for s in presenter.read_back(conversation.standing, entry)] == [
        heard
    ]


def test_what_was_not_heard_is_not_read_back() -> None:
    standing = talk().standing
    entry = conversation_with_a_notice_seen().standing.state.effective[-1]

    assert presenter.read_back(standing, PROGRAMME.questions["total_assets"]) == []
    assert presenter.read_back(standing, entry) == []


def conversation_with_a_notice_seen() -> Conversation:
    conversation = talk()
    conversation.seen(PROGRAMME.questions["welcome"])
    return conversation


ASKING = [q for q in PROGRAMME.questions.values() if q.model.asks or q.model.collects]


@pytest.mark.parametrize("question", ASKING, ids=lambda q: q.id)
def test_each_question_has_words_for_the_phone_that_can_be_said(
    question: QuestionDefinition,
) -> None:
    standing = talk().standing
    says = [
        presenter.spoken_wording(standing, question),
        *presenter.when_unknown(standing, question),
    ]

    assert len(says) == 2
    for say in says:
        assert not SAYABLE.search(say.text)


@pytest.mark.parametrize("question", ASKING, ids=lambda q: q.id)
def test_each_example_is_read_back_in_words_that_can_be_said(
    question: QuestionDefinition,
) -> None:
    conversation = on_every_path()
    if question.model.collects:
        roster = PROGRAMME.rosters[question.model.collects]
        row = {name: example(spec) for name, spec in roster.columns.items()}
        conversation.accept_rows(question.subject, [row])
    else:
        spec = PROGRAMME.facts[question.subject].spec
        conversation.accept(question, example(spec), spec.example)
    assert conversation.standing.evaluation.relevant(question.id) is True

    [say] = presenter.read_back(conversation.standing, question)

    assert say.text.startswith("跟您核对一下：")
    assert say.text.endswith("对吗？")
    if question.subject in PROGRAMME.facts and spec.kind not in PROSE:
        assert not SAYABLE.search(say.text)
        assert spec.kind is Kind.YESNO or speak(spec, example(spec)) in say.text


PROSE = {Kind.TEXT, Kind.LONG_TEXT}


def example(spec: Spec) -> Value:
    reading = read(spec, spec.example, today=NOON.date())
    assert isinstance(reading, Understood)
    return reading.value


CLAIMS = (
    "facilities_adequate",
    "recognised_reputation",
    "information_online_offline",
    "technology_expert_pool",
    "technology_project_pool",
    "technology_collaboration",
    "startup_counselling",
    "startup_agency_services",
    "training_qualified",
    "training_evaluation",
)
"""What evidence is asked for once it was said."""


def on_every_path() -> Conversation:
    """Begin a case in which no question is off the path."""
    conversation = talk()
    for question, typed in (
        ("service_functions", "全部"),
        ("public_welfare_service", "是"),
        ("premises_owned_area", "100"),
        ("premises_rented_area", "100"),
        ("evidence_evaluation_opinions", "待补"),
        ("information_offline_enterprises", "60"),
        ("financing_amount", "4亿元"),
        *((claim, "是") for claim in CLAIMS),
    ):
        told(conversation, question, typed)
    return conversation
