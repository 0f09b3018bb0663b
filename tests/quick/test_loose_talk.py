"""What a person says in one go is heard as facts, or asked back, or given back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sme_assistant.assistant.loose_talk import LONGEST, Heard, hear
from sme_assistant.assistant.programmes import shipped_programme
from sme_assistant.assistant.quick import talk_of
from sme_assistant.values import show
from tests.faces.talking import clock

TODAY = date(2026, 11, 23)


def heard(said: str) -> Heard:
    return hear(shipped_programme(), said, TODAY)


def taken(said: str) -> dict[str, str]:
    """Return fact to value, as shown, of what was taken."""
    facts = shipped_programme().facts
    return {
        piece.fact: "–".join(show(facts[piece.fact].spec, v) for v in piece.values)
        for piece in heard(said).taken
    }


def asked_back(said: str) -> list[tuple[str, list[str]]]:
    """Return each piece that is asked back, with the facts it may be."""
    found = heard(said)
    assert not found.taken
    return [(u.said, [choice.fact for choice in u.choices]) for u in found.unclear]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "万州 12人 10个大专",
            {
                "district": "万州区",
                "service_staff": "12 人",
                "qualified_staff": "10 人",
            },
        ),
        ("我们公司一共有十二个人", {"service_staff": "12 人"}),
        ("两百万资产", {"total_assets": "200 万元"}),
        ("资产1.5亿", {"total_assets": "15000 万元"}),
        ("家当200w", {"total_assets": "200 万元"}),
        ("一千平", {"premises_area": "1000 平方米"}),
        ("办公室五百平米", {"premises_area": "500 平方米"}),
        ("１２人", {"service_staff": "12 人"}),
        (
            "服务人员12人大专10个",
            {"service_staff": "12 人", "qualified_staff": "10 人"},
        ),
        ("12人大专10个", {"service_staff": "12 人", "qualified_staff": "10 人"}),
        ("本科以上17个", {"qualified_staff": "17 人"}),
        ("合作的律所有6家", {"aggregated_institutions": "6 家"}),
        ("渝中区的一家民企", {"district": "渝中区"}),
        ("18人里头15个本科", {"service_staff": "18 人", "qualified_staff": "15 人"}),
        (
            "服务了120家企业，满意度百分之九十二",
            {"enterprises_served": "120 家", "satisfaction_rate": "92%"},
        ),
        ("满意率九成", {"satisfaction_rate": "90%"}),
        ("合作机构五家", {"aggregated_institutions": "5 家"}),
        ("培训一千二百人次", {"training_attendances": "1200 人次"}),
        ("帮企业融资4亿", {"financing_amount": "40000 万元"}),
        ("莫得不良记录", {"adverse_credit_record": "否"}),
        ("没有固定场所", {"fixed_premises": "否"}),
        ("有办公室", {"fixed_premises": "是"}),
        ("个体户", {"independent_legal_person": "否"}),
        ("两江新区", {"district": "两江新区"}),
        ("2019年3月15日注册", {"operating_since": "2019年3月15日"}),
        ("成立于2019-03-15", {"operating_since": "2019年3月15日"}),
        ("培训服务、创业服务", {"service_functions": "创业服务"}),
    ],
)
def test_a_piece_is_taken_for_what_it_says(said: str, expected: dict[str, str]) -> None:
    assert taken(said) == expected
    assert not heard(said).unclear


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("19年成立", date(2019, 1, 1), date(2019, 12, 31)),
        ("一九年成立的", date(2019, 1, 1), date(2019, 12, 31)),
        ("2023年5月注册", date(2023, 5, 1), date(2023, 5, 31)),
        ("去年3月开业", date(2025, 3, 1), date(2025, 3, 31)),
        ("公司开了一年半", date(2024, 11, 24), date(2025, 11, 22)),
        ("开了两年", date(2023, 11, 24), date(2025, 11, 22)),
        ("运营了20个月", date(2025, 2, 24), date(2025, 4, 22)),
        ("开了半年", date(2026, 4, 24), date(2026, 6, 22)),
        ("今年开业，2026年成立", date(2026, 1, 1), TODAY),
    ],
)
def test_a_time_without_a_day_is_a_stretch(said: str, first: date, last: date) -> None:
    (piece,) = heard(said).taken

    assert piece.fact == "operating_since"
    assert piece.values == (first, last)


@pytest.mark.parametrize(
    ("said", "pieces"),
    [
        (
            "10家",
            [
                (
                    "10家",
                    [
                        *("enterprises_served", "aggregated_institutions"),
                        "information_offline_enterprises",
                    ],
                )
            ],
        ),
        ("大概12个人", [("大概12个人", ["service_staff"])]),
        ("员工十七八个", [("员工十七八个", ["service_staff", "service_staff"])]),
        ("一年半", [("一年半", ["operating_since"])]),
        ("成立19年", [("成立19年", ["operating_since", "operating_since"])]),
        ("12人，13人", [("12人”和“13人", ["service_staff", "service_staff"])]),
        ("不在万州", [("不在万州", [])]),
        ("没有12人", [("没有12人", [])]),
        ("3万元资产", [("3万元资产", ["total_assets", "total_assets"])]),
    ],
)
def test_what_has_two_readings_is_asked_back(
    said: str, pieces: list[tuple[str, list[str]]]
) -> None:
    assert asked_back(said) == pieces


def test_an_activity_is_asked_back_unless_it_is_named() -> None:
    (piece,) = asked_back("4次活动")
    assert len(piece[1]) == 4
    assert taken("政策宣讲4次") == {"information_activities": "4 次"}


def test_what_is_not_understood_is_given_back() -> None:
    found = heard("万州 随便说说 5辆 大专")

    assert [piece.said for piece in found.taken] == ["万州"]
    assert [*found.missed] == ["随便说说", "5辆", "大专"]


def test_one_fact_told_twice_alike_is_taken_once() -> None:
    assert [piece.said for piece in heard("12人，十二个人").taken] == ["12人"]


def test_a_text_beyond_measure_is_cut_and_said_so() -> None:
    found = heard("万州" + "，" * LONGEST + "12人")

    assert [piece.said for piece in found.taken] == ["万州"]
    assert found.missed[-1].endswith("12人")


_PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "万州",
                "12人",
                "10个大专",
                "资产",
                "两百万",
                "没有",
                "不",
                "开了",
                "一年半",
            ),
            *(
                "19年",
                "成立",
                "%",
                "满意度",
                "10家",
                "，",
                " ",
                "\n",
                "半",
                "年",
                "融资",
            ),
            *("１２", "[red]", "{x}", "\x00", "99999999999年", "0000年", "2019-13-45"),
        ]
    ),
    max_size=14,
).map("".join)


@given(said=st.text(max_size=60) | _PIECES)
@settings(max_examples=150, deadline=None)
def test_whatever_is_said_is_answered(said: str) -> None:
    talk = talk_of(shipped_programme(), clock)
    talk.hear(said)

    assert [*talk.answer.says()]
    assert talk.answer.as_data(said)["text"] == said


_NAMED = {
    "service_staff": "{}人",
    "qualified_staff": "{}个大专",
    "enterprises_served": "服务企业{}家",
    "aggregated_institutions": "合作机构{}家",
}


@given(
    facts=st.permutations([*_NAMED]),
    numbers=st.lists(st.integers(20, 400), min_size=4, max_size=4),
    between=st.sampled_from(["，", " ", "；", "、"]),
)
@settings(max_examples=60, deadline=None)
def test_the_order_in_which_facts_are_told_does_not_matter(
    facts: list[str], numbers: list[int], between: str
) -> None:
    told = dict(zip(facts, numbers, strict=True))
    said = between.join(_NAMED[fact].format(number) for fact, number in told.items())

    assert {p.fact: p.values for p in heard(said).taken} == {
        fact: (number,) for fact, number in told.items()
    }


@given(days=st.integers(0, 20_000))
@settings(max_examples=60, deadline=None)
def test_the_stretch_of_a_year_holds_every_day_of_it(days: int) -> None:
    day = TODAY - timedelta(days=days)
    (piece,) = heard(f"{day.year}年成立").taken

    assert piece.values[0] <= day <= piece.values[-1]  # type: ignore[operator]
