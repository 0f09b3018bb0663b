"""The sentences that people read."""

from __future__ import annotations

from string import Formatter

import pytest

from sme_assistant.messages import Message

_SLOT_NAMES = """
    label typed example unit given least most limit count shown offers part
"""
SLOTS = frozenset(_SLOT_NAMES.split())
EVERY = pytest.mark.parametrize("message", Message, ids=lambda message: message.name)


@EVERY
def test_a_sentence_asks_politely_and_ends(message: Message) -> None:
    assert "请" in message
    assert message.endswith(("。", "？"))
    assert "。。" not in message
    assert "  " not in message


@EVERY
def test_a_sentence_has_known_slots_only(message: Message) -> None:
    slots = {name for _, name, _, _ in Formatter().parse(message) if name is not None}

    assert slots <= SLOTS


@EVERY
def test_quotation_marks_pair(message: Message) -> None:
    assert message.count("“") == message.count("”")


def test_no_two_codes_share_a_sentence() -> None:
    assert len({message.value for message in Message}) == len(Message.__members__)
