"""Yes and no, one option, any options."""

from __future__ import annotations

import pytest

from sme_assistant.values import (
    Ambiguous,
    Kind,
    Option,
    Spec,
    Understood,
    classify,
    show,
)
from tests.values.specs import (
    DISTRICT,
    FUNCTIONS,
    FUNCTIONS_OR_NONE,
    LEGAL_PERSON,
    TITLE,
    asked,
    reading,
    refused,
    understood,
)

# --- yes and no --------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "是",
            "有",
            "对",
            "嗯",
            "是的",
            "是的。",
            "有的",
            "有啊",
            "有的呢",
            "对的",
            "没错",
        ),
        *("yes", "YES", "y", "Y", "ｙｅｓ", "true", "True", "TRUE", "ok"),
        *(
            "1",
            "１",
            " 1 ",
            "1.",
            "√",
            "具备",
            "我们有",
            "已经有了",
            "确实有",
            "对，有的",
            "“是”",
        ),
        *("是！", "是～", "（是）"),
    ],
)
def test_yes_is_understood(typed: str) -> None:
    assert understood(LEGAL_PERSON, typed) is True


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "否",
            "没有",
            "不",
            "不是",
            "不对",
            "无",
            "没",
            "没得",
            "莫得",
            "没有呢",
            "没有。",
        ),
        *("no", "NO", "n", "N", "ｎｏ", "false", "False", "FALSE", "2", "２", "×"),
        *(
            "目前没有",
            "还没有",
            "暂无",
            "从来没有",
            "不具备",
            "确实没有",
            "不，没有",
            "都没有",
        ),
    ],
)
def test_no_is_understood(typed: str) -> None:
    assert understood(LEGAL_PERSON, typed) is False


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "应该有吧",
            "可能",
            "大概是",
            "也许没有",
            "基本有",
            "有一些",
            "不一定",
            "有吗",
            "是？",
        ),
        *("有没有", "是/否", "有，没有", "是吧", "部分有"),
    ],
)
def test_a_double_meaning_is_asked_back(typed: str) -> None:
    assert asked(LEGAL_PERSON, typed) == (True, False)


@pytest.mark.parametrize(
    "typed",
    ["", "0", "3", "12", "不是没有", "没问题", "abc", "是" * 400, "٣", "\ud800"],
)
def test_what_is_neither_yes_nor_no_is_refused(typed: str) -> None:
    assert "请" in refused(LEGAL_PERSON, typed)


# --- one option --------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "option"),
    [
        ("万州区", "wanzhou"),
        ("万州", "wanzhou"),
        ("重庆市万州区", "wanzhou"),
        ("重庆万州", "wanzhou"),
        ("重庆市 万州区", "wanzhou"),
        ("万州区。", "wanzhou"),
        ("“万州区”", "wanzhou"),
        ("wanzhou", "wanzhou"),
        ("ＷＡＮＺＨＯＵ", "wanzhou"),
        ("1", "wanzhou"),
        ("１", "wanzhou"),
        ("一", "wanzhou"),
        ("①", "wanzhou"),
        ("第1个", "wanzhou"),
        ("第 1 个", "wanzhou"),
        ("第一项", "wanzhou"),
        ("选1", "wanzhou"),
        ("1.", "wanzhou"),
        ("（1）", "wanzhou"),
        ("1、万州区", "wanzhou"),
        ("1. 万州", "wanzhou"),
        ("开县", "kaizhou"),
        ("石柱县", "shizhu"),
        ("高新区", "high_tech"),
        ("重庆高新区", "high_tech"),
        ("高 新 区", "high_tech"),
        ("5", "shizhu"),
    ],
)
def test_an_option_is_known_by_label_id_alias_and_number(
    typed: str, option: str
) -> None:
    assert understood(DISTRICT, typed) == option


def test_what_there_is_to_know_of_an_option_is_told() -> None:
    assert reading(DISTRICT, "江北") == Understood(
        "jiangbei", ("江北区已并入两江新区。",)
    )
    assert reading(DISTRICT, "万州") == Understood("wanzhou")


@pytest.mark.parametrize(
    ("typed", "options"),
    [
        ("石", ("shizhu",)),
        ("石柱土家族", ("shizhu",)),
        ("西部科学城", ("high_tech",)),
        ("我在万州区", ("wanzhou",)),
        ("万州和开州", ("wanzhou", "kaizhou")),
        ("1、江北", ("jiangbei", "wanzhou")),
    ],
)
def test_what_resembles_an_option_is_only_offered(
    typed: str, options: tuple[str, ...]
) -> None:
    assert asked(DISTRICT, typed) == options


def test_a_name_that_two_options_share_is_asked_back() -> None:
    spec = Spec(
        Kind.CHOICE,
        "区县",
        options=(Option("a", "甲区", ("新区",)), Option("b", "乙区", ("新区",))),
    )

    assert asked(spec, "新区") == ("a", "b")


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("万洲", "万州区"),
        ("江北新区", "江北区"),
        ("北京", "请"),
        ("不在万州", "请"),
        ("重庆", "请"),
        ("重庆市", "请"),
        ("0", "1 到 5"),
        ("6", "1 到 5"),
        ("第9个", "1 到 5"),
        ("1 3", "请"),
        ("", "还没有填写"),
        ("?", "请"),
        ("٣", "请"),
        ("\ud800", "请"),
        ("万" * 400, "请"),
    ],
)
def test_what_is_no_option_is_refused_with_the_nearest(typed: str, hint: str) -> None:
    found = reading(DISTRICT, typed)

    assert not isinstance(found, Understood)
    assert hint in found.message


# --- an open choice ----------------------------------------------------------


@pytest.mark.parametrize("typed", ["高级工程师", "高级职称", "助理研究员", "1"])
def test_an_open_choice_keeps_the_text(typed: str) -> None:
    assert understood(TITLE, f" {typed} ") == typed
    assert show(TITLE, typed) == typed


def test_an_open_choice_takes_one_line() -> None:
    assert "只能填一行" in refused(TITLE, "高级\n工程师")
    assert "还没有填写" in refused(TITLE, " ")


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("高级职称", "senior"),
        ("高级工程师", "senior"),
        ("副教授", "senior"),
        ("工程师", "middle"),
        ("中级 职称", "middle"),
        ("SENIOR", "senior"),
        ("middle", "middle"),
        ("助理研究员", None),
        ("", None),
    ],
)
def test_a_text_is_classed_by_exact_name_first_then_by_alias(
    text: str, option: str | None
) -> None:
    assert classify(TITLE, text) == option


# --- any options -------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "options"),
    [
        ("信息服务", ("information",)),
        ("信息", ("information",)),
        ("信息、培训", ("information", "training")),
        ("培训服务，信息服务", ("information", "training")),
        ("信息，培训；融资", ("information", "training", "financing")),
        ("信息/培训", ("information", "training")),
        ("信息 培训", ("information", "training")),
        ("信息\n培训", ("information", "training")),
        ("信息和培训", ("information", "training")),
        ("信息服务及培训服务", ("information", "training")),
        ("信息服务、技术创新以及融资", ("information", "technology", "financing")),
        ("信息，信息", ("information",)),
        ("information,financing", ("information", "financing")),
        ("[信息服务, 技术服务]", ("information", "technology")),
        ("1", ("information",)),
        ("1 3 5", ("information", "startup", "financing")),
        ("1、3", ("information", "startup")),
        ("１，３", ("information", "startup")),
        ("135", ("information", "startup", "financing")),
        ("531", ("information", "startup", "financing")),
        ("①③", ("information", "startup")),
        ("一、三", ("information", "startup")),
        ("1-3", ("information", "technology", "startup")),
        ("1、信息服务；2、技术服务", ("information", "technology")),
        ("无", ()),
        ("没有", ()),
        ("都没有", ()),
        ("以上都没有", ()),
        ("[]", ()),
        ("一项也不选", ()),
        ("（一项也不选）", ()),
    ],
)
def test_any_options_are_kept_in_their_own_order(
    typed: str, options: tuple[str, ...]
) -> None:
    assert understood(FUNCTIONS, typed) == options


@pytest.mark.parametrize(
    "typed", ["全部", "都有", "全都有", "以上全部", "所有", "ALL", "1-5"]
)
def test_all_means_every_option_that_does_not_exclude_others(typed: str) -> None:
    everything = ("information", "technology", "startup", "training", "financing")

    assert understood(FUNCTIONS, typed) == everything
    assert understood(FUNCTIONS_OR_NONE, typed) == everything


@pytest.mark.parametrize("typed", ["以上均无", "皆无", "无", "都没有", "6", "none"])
def test_none_means_the_excluding_option_where_there_is_one(typed: str) -> None:
    assert understood(FUNCTIONS_OR_NONE, typed) == ("none",)


@pytest.mark.parametrize("typed", ["信息、以上均无", "16", "6 1", "皆无、培训", "1-6"])
def test_an_excluding_option_takes_no_other(typed: str) -> None:
    assert "不能和其他选项一起选" in refused(FUNCTIONS_OR_NONE, typed)


@pytest.mark.parametrize(
    ("typed", "options"),
    [("我们有培训", ("training",)), ("信", ("information",))],
)
def test_a_list_that_resembles_options_is_only_offered(
    typed: str, options: tuple[str, ...]
) -> None:
    assert asked(FUNCTIONS, typed) == (options,)


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("信息、游泳", "游泳"),
        ("1、6", "6"),
        ("7", "7"),
        ("11", "11"),
        ("1-9", "1-9"),
        ("19", "19"),
        ("没有培训", "没有培训"),
        ("除了培训都有", "除了培训都有"),
        ("、", "、"),
        ("服务", "服务"),
        ("", "还没有填写"),
        ("٣", "٣"),
        ("信息" * 300, "最多可填"),
    ],
)
def test_a_piece_that_is_no_option_is_named(typed: str, part: str) -> None:
    assert part in refused(FUNCTIONS, typed)


def test_a_run_of_digits_is_asked_back_where_it_is_a_number_too() -> None:
    options = tuple(Option(f"o{n}", f"选项{n:03}") for n in range(1, 13))
    spec = Spec(Kind.MULTI, "选项", options=options)

    assert asked(spec, "12") == (("o12",), ("o1", "o2"))
    assert understood(spec, "11") == ("o11",)
    assert understood(spec, "1 12") == ("o1", "o12")
    assert not isinstance(reading(spec, "135"), Understood)


def test_a_separator_inside_a_label_does_not_cut_it() -> None:
    spec = Spec(
        Kind.MULTI,
        "项目",
        options=(
            Option("a", "洽谈、推介"),
            Option("b", "对接、策划"),
            Option("c", "其他"),
        ),
    )

    assert understood(spec, "洽谈、推介、其他") == ("a", "c")
    assert understood(spec, "洽谈、推介；对接、策划") == ("a", "b")
    assert understood(spec, show(spec, ("a", "b"))) == ("a", "b")


def test_notices_of_all_chosen_options_are_told() -> None:
    spec = Spec(
        Kind.MULTI,
        "项目",
        options=(Option("a", "甲", notice="一"), Option("b", "乙", notice="二")),
    )

    assert reading(spec, "乙、甲") == Understood(("a", "b"), ("一", "二"))


def test_a_name_shared_by_two_options_is_not_taken_in_a_list() -> None:
    spec = Spec(
        Kind.MULTI,
        "项目",
        options=(Option("a", "甲", ("丙",)), Option("b", "乙", ("丙",))),
    )

    assert isinstance(reading(spec, "丙"), Ambiguous)


def test_a_list_too_long_to_be_numbered_takes_no_number() -> None:
    options = tuple(Option(f"o{n}", f"选项{n:03}") for n in range(1, 14))

    assert not isinstance(
        reading(Spec(Kind.CHOICE, "选项", options=options), "13"), Understood
    )
