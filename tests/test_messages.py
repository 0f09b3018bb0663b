"""The sentences that people read."""

from __future__ import annotations

from string import Formatter

import pytest

from sme_assistant.messages import Message

EVERY = pytest.mark.parametrize("message", Message, ids=lambda message: message.name)


@EVERY
def test_a_sentence_asks_politely_and_ends(message: Message) -> None:
    assert "请" in message
    assert message.endswith(("。", "？"))
    assert "。。" not in message
    assert "  " not in message


@EVERY
def test_a_slot_is_a_plain_name(message: Message) -> None:
    for _, slot, layout, conversion in Formatter().parse(message):
        assert slot is None or slot.isidentifier()
        assert not layout
        assert conversion is None


@EVERY
def test_quotation_marks_pair(message: Message) -> None:
    assert message.count("“") == message.count("”")


def test_no_two_codes_share_a_sentence() -> None:
    assert len({message.value for message in Message}) == len(Message.__members__)
