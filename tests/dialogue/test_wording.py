"""Wordings: what stands in their slots fits what stands around them."""

from __future__ import annotations

import pytest

from sme_assistant.dialogue.programme import Wording


@pytest.mark.parametrize(
    ("text", "shown", "filled"),
    [
        ("占比 {x}，不到 80%", "77%", "占比 77%，不到 80%"),
        ("占比 {x}，不到 80%", "约 77.77%", "占比约 77.77%，不到 80%"),
        ("共 {x} 家", "12", "共 12 家"),
        ("目前 {x} 作为场所", "租用", "目前租用作为场所"),
        ("Word {x}", "租用", "Word 租用"),
        ("{x} 平方米", "", " 平方米"),
    ],
)
def test_a_blank_stands_only_where_a_number_does(
    text: str, shown: str, filled: str
) -> None:
    assert Wording.of(text).fill({"x": shown}) == filled
