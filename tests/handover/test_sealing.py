"""A stream under a passphrase: whole and unchanged, or refused in clear words."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO

import pytest
from cryptography.hazmat.primitives.kdf import argon2
from hypothesis import given, settings
from hypothesis import strategies as st

from sme_assistant.errors import HandoverError
from sme_assistant.handover import sealing
from sme_assistant.handover.sealing import (
    CHUNK,
    MAGIC,
    RECOMMENDED,
    Cost,
    is_weak,
    opened_sealed,
    sealed_to,
)
from sme_assistant.phrases import Handover

WORD = "青山 搪瓷 路灯"
SEALED = CHUNK + 16


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that cost little: what is tested here does not rest on it."""
    monkeypatch.setattr(sealing, "RECOMMENDED", Cost(1, 64, 1))


def sealed(data: bytes, word: str | None = WORD) -> bytes:
    target = BytesIO()
    sink = sealed_to(target, word)
    for at in range(0, len(data), 10_000):
        sink.write(data[at : at + 10_000])
    sink.end()
    return target.getvalue()


def unsealed(content: bytes, word: str | None = WORD) -> bytes:
    opened = opened_sealed(BytesIO(content), len(content))
    stream = opened.stream(opened.key(word))
    parts = []
    while part := stream.read(30_000):
        parts.append(part)
    return b"".join(parts)


def header(content: bytes) -> int:
    return content.index(b"\n", len(MAGIC)) + 1


def with_header(content: bytes, change: Callable[[dict[str, object]], object]) -> bytes:
    end = header(content)
    told = json.loads(content[len(MAGIC) : end])
    change(told)
    return MAGIC + json.dumps(told).encode() + b"\n" + content[end:]


@pytest.mark.parametrize("word", [WORD, None])
@pytest.mark.parametrize(
    "size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7]
)
def test_what_was_written_is_read(size: int, word: str | None) -> None:
    data = bytes(n % 251 for n in range(size))

    assert unsealed(sealed(data, word), word) == data


def test_the_parameters_are_those_recommended_and_stand_in_the_header(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sealing, "RECOMMENDED", RECOMMENDED)
    content = sealed(b"x")
    told = json.loads(content[len(MAGIC) : header(content)])

    assert (RECOMMENDED.iterations, RECOMMENDED.memory, RECOMMENDED.lanes) == (
        3,
        64 * 1024,
        4,
    )
    assert told["format"] == 1
    assert told["encryption"]["kdf"] == "argon2id"
    assert told["encryption"]["memory"] == 64 * 1024
    assert unsealed(content) == b"x"


def test_two_files_of_the_same_have_nothing_in_common() -> None:
    one, two = sealed(b"same" * 100), sealed(b"same" * 100)

    assert one[header(one) :] != two[header(two) :]


def test_a_wrong_passphrase_is_told_with_what_else_it_may_be() -> None:
    with pytest.raises(HandoverError) as caught:
        unsealed(sealed(b"x"), "别的")

    assert caught.value.user_message == Handover.NOT_OPENED
    assert "口令不对" in caught.value.user_message
    assert "改动" in caught.value.user_message


def test_a_passphrase_is_the_same_however_its_letters_are_composed() -> None:
    assert (
        unsealed(sealed(b"x", "caf\u00e9 m\u00fcde"), "cafe\u0301 mu\u0308de") == b"x"
    )


@settings(max_examples=60, deadline=None, derandomize=True)
@given(data=st.data(), word=st.sampled_from([WORD, None]))
def test_no_changed_byte_goes_unnoticed(data: st.DataObject, word: str | None) -> None:
    content = bytearray(sealed(b"abc" * 30_000, word))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))

    with pytest.raises(HandoverError):
        unsealed(bytes(content), word)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(data=st.data(), word=st.sampled_from([WORD, None]))
def test_no_missing_end_goes_unnoticed(data: st.DataObject, word: str | None) -> None:
    content = sealed(b"abc" * 50_000, word)
    cut = data.draw(st.integers(0, len(content) - 1))

    with pytest.raises(HandoverError):
        unsealed(content[:cut], word)


def chunks(content: bytes) -> tuple[bytes, list[bytes]]:
    end = header(content)
    body = content[end:]
    return content[:end], [body[at : at + SEALED] for at in range(0, len(body), SEALED)]


@pytest.mark.parametrize(
    "order", [[1, 0, 2, 3], [0, 1, 2], [0, 2, 3], [0, 1, 1, 2, 3], [0, 1, 3, 2]]
)
def test_chunks_moved_left_out_or_doubled_are_noticed(order: list[int]) -> None:
    head, parts = chunks(sealed(b"z" * (3 * CHUNK + 5)))

    with pytest.raises(HandoverError):
        unsealed(head + b"".join(parts[at] for at in order))


def test_what_was_added_is_noticed() -> None:
    for word in (WORD, None):
        with pytest.raises(HandoverError):
            unsealed(sealed(b"x", word) + b"more", word)


def test_after_the_first_chunk_the_passphrase_is_not_blamed() -> None:
    head, parts = chunks(sealed(b"z" * (2 * CHUNK)))

    with pytest.raises(HandoverError) as caught:
        unsealed(head + parts[0] + parts[1][:-1] + b"\0")

    assert caught.value.user_message == Handover.DAMAGED


def test_a_newer_format_is_refused_before_a_passphrase_is_asked() -> None:
    content = with_header(sealed(b"x"), lambda told: told.update(format=2))

    with pytest.raises(HandoverError) as caught:
        opened_sealed(BytesIO(content), len(content))

    assert "请升级" in caught.value.user_message


def encryption(**change: object) -> Callable[[dict[str, object]], object]:
    def apply(told: dict[str, object]) -> None:
        inner = told["encryption"]
        assert isinstance(inner, dict)
        inner.update(change)

    return apply


@pytest.mark.parametrize(
    "change",
    [
        {"memory": 1024 * 1024 + 1},
        {"memory": 2**40},
        {"memory": 1},
        {"iterations": 33},
        {"iterations": 0},
        {"lanes": 17},
        {"lanes": -1},
    ],
)
def test_a_key_that_would_cost_too_much_is_not_made(change: dict[str, object]) -> None:
    content = with_header(sealed(b"x"), encryption(**change))

    with pytest.raises(HandoverError) as caught:
        opened_sealed(BytesIO(content), len(content))

    assert caught.value.user_message == Handover.COSTLY


@pytest.mark.parametrize(
    "change",
    [
        encryption(kdf="rot13"),
        encryption(cipher="none"),
        encryption(chunk=1),
        encryption(salt="AAAA"),
        encryption(salt="?"),
        encryption(memory="much"),
        encryption(memory=64.0),
        lambda told: told.update(encryption=[]),
        lambda told: told.update(format="1"),
        lambda told: told.update(format=0),
        lambda told: told.update(format=True),
        lambda told: told.pop("format"),
        lambda told: told.update(x="y" * 2000),
    ],
)
def test_an_odd_header_is_refused(
    change: Callable[[dict[str, object]], object],
) -> None:
    content = with_header(sealed(b"x"), change)

    with pytest.raises(HandoverError) as caught:
        opened_sealed(BytesIO(content), len(content))

    assert caught.value.user_message == Handover.ODD_HEADER


@settings(max_examples=200, deadline=None, derandomize=True)
@given(garbage=st.binary(max_size=300), ours=st.booleans())
def test_no_garbage_raises_anything_else(garbage: bytes, ours: bool) -> None:
    content = (MAGIC if ours else b"") + garbage

    with pytest.raises(HandoverError):
        unsealed(content)


def test_no_memory_for_the_key_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Greedy:
        def __init__(self, **_: object) -> None:
            pass

        def derive(self, _: bytes) -> bytes:
            raise MemoryError

    content = sealed(b"x")
    monkeypatch.setattr(argon2, "Argon2id", Greedy)

    with pytest.raises(HandoverError) as caught:
        unsealed(content)

    assert caught.value.user_message == Handover.NO_MEMORY


@pytest.mark.parametrize(
    ("word", "weak"),
    [
        ("", True),
        ("123456", True),
        ("aaaaaaaaaaaaaaaaaaa", True),
        ("passw0rd", True),
        ("20261125138", True),
        ("重庆中小", True),
        ("correct horse battery", False),
        ("青山搪瓷路灯七点半", False),
        ("3141592653589793238", False),
    ],
)
def test_a_weak_passphrase_is_known(word: str, weak: bool) -> None:
    assert is_weak(word) is weak
