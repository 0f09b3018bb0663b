"""What is said in many ways is heard as one."""

from __future__ import annotations

import pytest

from sme_assistant.assistant.asking import desk


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("莫得房本啷个办", "没有产权证怎么办"),
        ("職稱", "职称"),
        ("职秤", "职称"),
        ("複核", "复核"),
        ("复合", "复核"),
        ("好多个人", "多少人"),
        ("几位", "多少人"),
        ("ＧＯＮＧ", "gong"),
        ("家当", "资产总额"),
        ("门面", "经营场所"),
        ("请问一下证书", "证书"),
    ],
)
def test_words(said: str, meant: str) -> None:
    hearer = desk().index.hearer
    assert hearer.hear(said).text == hearer.hear(meant).text


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("十五个人", "15人"),
        ("15 人", "15人"),
        ("两百万", "200万"),
        ("四个亿", "4亿"),
        ("4亿元", "4亿"),
        ("一千人次", "1000人次"),
        ("百分之八十", "80%"),
        ("80％", "80%"),
        ("一百户", "100家"),
        ("1.5年", "1.5年"),
        ("五十家", "50家"),
    ],
)
def test_numbers_in_words_are_numbers(said: str, number: str) -> None:
    assert number in desk().index.hearer.hear(said).numbers


@pytest.mark.parametrize("said", ["一样", "万州", "三证合一", "百分之"])
def test_what_only_looks_like_a_number_is_none(said: str) -> None:
    assert desk().index.hearer.hear(said).numbers == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [("公司", "gongsi"), ("职称", "子城"), ("满意度", "manyidu"), ("南岸", "兰岸")],
)
def test_what_sounds_alike_in_chongqing_is_heard_alike(one: str, other: str) -> None:
    hearer = desk().index.hearer
    assert hearer.hear(one).sounds == hearer.hear(other).sounds


@pytest.mark.parametrize(
    ("said", "concept"),
    [
        ("门面是租的", "场所"),
        ("我们这群伙计", "人员"),
        ("遭法院告了要起诉", "维权"),
        ("够不够格嘛", "问够"),
        ("职秤怎么样", "职称"),
    ],
)
def test_what_it_is_about(said: str, concept: str) -> None:
    assert concept in desk().index.hearer.hear(said).concepts


def test_of_the_words_that_begin_alike_the_longest_is_meant() -> None:
    concepts = desk().index.hearer.hear("大专生").concepts
    assert concepts["高学历"] == "大专生大专"  # as typed, and the word of the book


def test_letters_alone_are_about_nothing() -> None:
    assert not desk().index.hearer.hear("zhicheng").concepts
