"""A stream of bytes under a passphrase: read back whole and unchanged, or not at all.

The key is made of the passphrase by Argon2id; the stream is cut into chunks, each
sealed by ChaCha20-Poly1305 with its number and whether it is the last one (STREAM, as
in age). So a chunk that was altered, moved, left out or added is noticed, and so is an
end that is missing. What is sealed is named in a header of one line, which each chunk
is bound to as well.
"""

from __future__ import annotations

import json
import os
import unicodedata
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, BinaryIO, Final, Protocol

from sme_assistant.errors import HandoverError
from sme_assistant.phrases import Handover

MAGIC: Final = b"SME-ASSISTANT CASE\n"
FORMAT: Final = 1
"""Raised where an older program could not read what this one writes."""
CHUNK: Final = 64 * 1024

_TAG: Final = 16
_LONGEST_HEADER: Final = 1024
_CIPHER: Final = "chacha20-poly1305"
_KDF: Final = "argon2id"
_CHECK: Final = 65
"""Bytes of the line that ends a file without passphrase: a SHA-256."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What guessing a passphrase costs, each time.

    Attributes:
        iterations: Passes over the memory.
        memory: In KiB.
        lanes: Threads.
    """

    iterations: int
    memory: int
    lanes: int


RECOMMENDED: Final = Cost(iterations=3, memory=64 * 1024, lanes=4)
"""RFC 9106, section 4, second recommendation; several times OWASP's least."""
_MOST: Final = Cost(iterations=32, memory=1024 * 1024, lanes=16)
"""More than this no file may ask of a computer that opens it."""


class Sink(Protocol):
    """Takes the bytes of a stream."""

    def write(self, data: bytes) -> None:
        """Take the next bytes."""

    def end(self) -> None:
        """Take note that these were all."""


class Stream(Protocol):
    """Gives the bytes of a stream; what it gives is proven."""

    def read(self, most: int) -> bytes:
        """Return the next bytes, fewer than asked for only at the end.

        Raises:
            HandoverError: They are not what was written.
        """


def tidy(passphrase: str) -> str:
    """Return a passphrase in one form, however its characters were typed."""
    return unicodedata.normalize("NFC", passphrase)


def is_weak(passphrase: str) -> bool:
    """Whether a passphrase can be guessed in short time: short, or all of a kind."""
    text = tidy(passphrase)
    ascii_only = text.isascii()
    if len(set(text)) < _LEAST_DIFFERENT:
        return True
    if text.isdecimal():
        return len(text) < _LONG_DIGITS
    return len(text) < (_LONG_LETTERS if ascii_only else _LONG_CHINESE)


_LEAST_DIFFERENT: Final = 5
_LONG_DIGITS: Final = 16
_LONG_LETTERS: Final = 12
_LONG_CHINESE: Final = 7


# --- writing --------------------------------------------------------------


def sealed_to(target: BinaryIO, passphrase: str | None) -> Sink:
    """Begin a file; None leaves it readable for everybody."""
    if passphrase is None:
        target.write(_head({"format": FORMAT, "encryption": None}))
        return _Open(target)
    salt = os.urandom(16)
    cost = RECOMMENDED
    head = _head(
        {
            "format": FORMAT,
            "encryption": {
                "kdf": _KDF,
                "salt": b64encode(salt).decode(),
                "iterations": cost.iterations,
                "memory": cost.memory,
                "lanes": cost.lanes,
                "cipher": _CIPHER,
                "chunk": CHUNK,
            },
        }
    )
    target.write(head)
    return _Sealing(target, _key(passphrase, salt, cost), head)


def _head(told: dict[str, Any]) -> bytes:
    return MAGIC + json.dumps(told, separators=(",", ":")).encode() + b"\n"


class _Open:
    """Writes a file as it is, with a sum at its end."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._sum = sha256()

    def write(self, data: bytes) -> None:
        self._sum.update(data)
        self._target.write(data)

    def end(self) -> None:
        self._target.write(f"{self._sum.hexdigest()}\n".encode())


class _Sealing:
    """Writes chunks, the last of them with a mark in its nonce."""

    def __init__(self, target: BinaryIO, key: bytes, head: bytes) -> None:
        self._target = target
        self._seal = _cipher(key).encrypt
        self._head = head
        self._number = 0
        self._held = bytearray()

    def write(self, data: bytes) -> None:
        self._held += data
        while len(self._held) > CHUNK:  # one is held back: it may be the last
            self._chunk(bytes(self._held[:CHUNK]), is_last=False)
            del self._held[:CHUNK]

    def end(self) -> None:
        self._chunk(bytes(self._held), is_last=True)

    def _chunk(self, data: bytes, *, is_last: bool) -> None:
        nonce = _nonce(self._number, is_last=is_last)
        self._target.write(self._seal(nonce, data, self._head))
        self._number += 1


# --- reading --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sealed:
    """A file whose header was read.

    Attributes:
        source: The file.
        size: Its bytes.
        needs_passphrase: Whether it cannot be read without one.
    """

    source: BinaryIO
    size: int
    needs_passphrase: bool
    _head: bytes
    _salt: bytes
    _cost: Cost

    def key(self, passphrase: str | None) -> bytes:
        """Make the key of a passphrase; takes a moment."""
        if not self.needs_passphrase:
            return b""
        return _key(passphrase or "", self._salt, self._cost)

    def stream(self, key: bytes) -> Stream:
        """Begin to read what is sealed; as often as one likes."""
        self.source.seek(len(self._head))
        if not self.needs_passphrase:
            return _Checked(self.source, self.size - len(self._head))
        return _Unsealing(self.source, key, self._head)


def opened_sealed(source: BinaryIO, size: int) -> Sealed:
    """Read the header of a file.

    Raises:
        HandoverError: It is no such file, or wants a newer program.
    """
    source.seek(0)
    if source.read(len(MAGIC)) != MAGIC:
        raise HandoverError("not a handed-over case", Handover.NOT_OURS)
    line = source.readline(_LONGEST_HEADER)
    try:
        told = json.loads(line)
        version = told["format"]
        if not isinstance(version, int) or isinstance(version, bool) or version < 1:
            raise _odd_header()
        if version > FORMAT:
            raise HandoverError(
                f"format {version}, this program knows up to {FORMAT}",
                Handover.NEWER.format(theirs=version, ours=FORMAT),
            )
        salt, cost = _told_by(told["encryption"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _odd_header() from None
    return Sealed(source, size, bool(salt), MAGIC + line, salt, cost)


def _told_by(told: Any) -> tuple[bytes, Cost]:
    if told is None:
        return b"", RECOMMENDED
    cost = Cost(told["iterations"], told["memory"], told["lanes"])
    figures = (cost.iterations, cost.memory, cost.lanes, told["chunk"])
    salt = b64decode(told["salt"], validate=True)
    known = (told["kdf"], told["cipher"], told["chunk"]) == (_KDF, _CIPHER, CHUNK)
    if not known or len(salt) != 16 or any(type(f) is not int for f in figures):  # noqa: PLR2004 (bytes of a salt)
        raise _odd_header()
    in_bounds = (
        1 <= cost.iterations <= _MOST.iterations
        and 1 <= cost.lanes <= _MOST.lanes
        and 8 * cost.lanes <= cost.memory <= _MOST.memory
    )
    if not in_bounds:
        raise HandoverError("the key would cost too much", Handover.COSTLY)
    return salt, cost


def _odd_header() -> HandoverError:
    return HandoverError("the header cannot be read", Handover.ODD_HEADER)


class _Checked:
    """Reads a file without passphrase; its sum is compared at the end."""

    def __init__(self, source: BinaryIO, size: int) -> None:
        self._source = source
        self._left = size - _CHECK
        self._sum = sha256()
        self._is_over = False
        if self._left < 0:
            raise _damaged()

    def read(self, most: int) -> bytes:
        data = self._source.read(min(most, self._left))
        self._left -= len(data)
        self._sum.update(data)
        if len(data) < most and not self._is_over:
            self._is_over = True
            told = self._source.read(_CHECK + 1)
            if self._left or told != f"{self._sum.hexdigest()}\n".encode():
                raise _damaged()
        return data


class _Unsealing:
    """Reads chunks; each is proven before a byte of it is given."""

    def __init__(self, source: BinaryIO, key: bytes, head: bytes) -> None:
        self._source = source
        self._open = _cipher(key).decrypt
        self._head = head
        self._number = 0
        self._next = source.read(CHUNK + _TAG)
        self._held = b""
        self._at = 0
        self._is_over = False

    def read(self, most: int) -> bytes:
        parts: list[bytes] = []
        while most > 0:
            if self._at == len(self._held):
                if self._is_over:
                    break
                self._held, self._at = self._chunk(), 0
                continue
            part = self._held[self._at : self._at + most]
            self._at += len(part)
            most -= len(part)
            parts.append(part)
        return b"".join(parts)

    def _chunk(self) -> bytes:
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415

        sealed, self._next = self._next, self._source.read(CHUNK + _TAG)
        self._is_over = not self._next
        nonce = _nonce(self._number, is_last=self._is_over)
        try:
            data: bytes = self._open(nonce, sealed, self._head)
        except (InvalidTag, ValueError):
            if self._number:
                raise _damaged() from None
            # A wrong key and an altered first chunk look the same.
            raise HandoverError(
                "wrong passphrase, or the file was altered", Handover.NOT_OPENED
            ) from None
        self._number += 1
        return data


def _damaged() -> HandoverError:
    return HandoverError("the file was altered or is cut off", Handover.DAMAGED)


# --- both -----------------------------------------------------------------


def _key(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415

    kdf = Argon2id(
        salt=salt,
        length=32,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    )
    try:
        return kdf.derive(tidy(passphrase).encode("utf-8", "surrogatepass"))
    except MemoryError:
        raise HandoverError("no memory for the key", Handover.NO_MEMORY) from None


def _cipher(key: bytes) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import (  # noqa: PLC0415
        ChaCha20Poly1305,
    )

    return ChaCha20Poly1305(key)


def _nonce(number: int, *, is_last: bool) -> bytes:
    """Return the nonce of a chunk; no key seals two files, so counting is enough."""
    return number.to_bytes(11, "big") + bytes([is_last])
