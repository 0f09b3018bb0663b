"""Read prose: kept as typed, but for what no file or form can hold.

Full-width punctuation stays; ``{{``, ``<w:p>`` and ``=1+1`` are harmless here and are
made safe where documents are written.
"""

from __future__ import annotations

import re
import unicodedata

from sme_assistant.messages import Message
from sme_assistant.values.kinds import Kind, Spec
from sme_assistant.values.outcomes import Reading, Understood
from sme_assistant.values.wording import refuse

LONGEST = {Kind.LONG_TEXT: 10_000}
LONGEST_LINE = 200
"""In characters, after composition; also for the open choices of a roster."""

_ENDS = re.compile(r"^[\s\u200b\u2060\ufeff]+|[\s\u200b\u2060\ufeff]+$")
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85]")
_UNREADABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control signs, which XML refuses
    "\u202a-\u202e\u2066-\u2069"  # turn the direction of the text around
    "\ud800-\udfff\ufdd0-\ufdef\ufffd"  # surrogates, noncharacters, replacement
    + "".join(
        chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
    )
    + "]"
)


def read_text(spec: Spec, typed: str) -> Reading:
    """Read one line or, for ``long_text``, several."""
    longest = LONGEST.get(spec.kind, LONGEST_LINE)
    # A paste of a million characters need not be composed to be too long.
    if len(typed) <= 4 * longest:
        typed = unicodedata.normalize("NFC", typed)
    text = _ENDS.sub("", _LINE_ENDS.sub("\n", typed))
    if not any(_is_visible(sign) for sign in text):
        return refuse(spec, typed, Message.ANSWER_MISSING)
    if len(text) > longest:
        message = Message.ANSWER_TOO_LONG
        return refuse(spec, typed, message, count=len(text), limit=longest)
    if spec.kind is not Kind.LONG_TEXT and ("\n" in text or "\t" in text):
        return refuse(spec, typed, Message.ONE_LINE)
    if _UNREADABLE.search(text):
        return refuse(spec, typed, Message.CHARACTERS_UNREADABLE)
    return Understood(text)


def _is_visible(sign: str) -> bool:
    """Unreadable signs count as visible: they have a sentence of their own."""
    return not sign.isspace() and unicodedata.category(sign) != "Cf"
