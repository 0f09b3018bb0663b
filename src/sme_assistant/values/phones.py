"""Read a telephone number of the mainland: mobile, with area code, or 400 and 800.

Which area codes exist is not known here; their shapes are: 010 and 02x have three
digits, the others four.
"""

from __future__ import annotations

import re

from sme_assistant.messages import Message
from sme_assistant.values.kinds import Spec
from sme_assistant.values.normalise import fold, has_foreign_digits
from sme_assistant.values.numerals import digits_of, plain_forms
from sme_assistant.values.outcomes import Reading, Refused, Understood
from sme_assistant.values.wording import ask, refuse

_LABEL = re.compile(
    r"(?:联系)?(?:电话|手机|座机|tel|phone)(?:号码?)?[:.]?", re.IGNORECASE
)
_EXTENSION = re.compile(
    r"(?P<main>.*[0-9])[\s\-]*(?:转接?|分机号?|ext\.?|x|#)[\s:]*(?P<extension>[0-9]{1,6})",
    re.IGNORECASE,
)
_DASHED = re.compile(r"(?P<main>.*[0-9])-(?P<extension>[0-9]{1,6})")
_SHOWN = re.compile(r"(?P<main>0[0-9]{2,3}-[2-9][0-9]{6,7})-(?P<extension>[0-9]{1,6})")
_DECORATION = re.compile(r"[\s()\-.·]+")
_COUNTRY = re.compile(r"(?:\+|00)86|86(?=1[3-9][0-9]{9}$)")
_SEVERAL = re.compile(r"[/、,;；或]|和|\s{2,}")

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(010|02[0-9]|0[3-9][0-9]{2})([2-9][0-9]{6,7})")
_SERVICE = re.compile(r"([48]00)([0-9]{3})([0-9]{4})")
_LOCAL = re.compile(r"[2-9][0-9]{6,7}")
_ALMOST_MOBILE = re.compile(r"1[3-9][0-9]{7,8}|1[3-9][0-9]{10,11}")


def read_phone(spec: Spec, typed: str) -> Reading:
    """Read a number, with or without +86, hyphens, blanks and an extension."""
    text = fold(typed)
    if not text:
        return refuse(spec, typed, Message.ANSWER_MISSING)
    if has_foreign_digits(text):
        return refuse(spec, typed, Message.FOREIGN_DIGITS)
    if number := _number(text):
        return Understood(number)
    several = [_number(part) for part in _SEVERAL.split(text) if part]
    found = tuple(dict.fromkeys(number for number in several if number))
    if found and len(several) > 1:
        return ask(spec, typed, Message.PHONE_SEVERAL, found)
    return _refuse(spec, typed, text)


def _number(text: str) -> str | None:
    """Give the canonical form of one number."""
    text = _plain(text)
    if found := _with_extension(_SHOWN, text):
        return found
    bare = _bare(text)
    if _MOBILE.fullmatch(bare):
        return bare
    fixed = _fixed(bare)
    return fixed or _with_extension(_EXTENSION, text) or _with_extension(_DASHED, text)


def _plain(text: str) -> str:
    """Drop the word before the number; write 幺三八 in digits."""
    return digits_of(plain_forms(_LABEL.sub("", text, count=1)).replace("幺", "1"))


def _with_extension(pattern: re.Pattern[str], text: str) -> str | None:
    parts = pattern.fullmatch(text)
    fixed = _fixed(_bare(parts["main"])) if parts else None
    return f"{fixed}-{parts['extension']}" if parts and fixed else None


def _bare(text: str) -> str:
    """Drop decoration and the country code; +86 23 stands for 023."""
    bare = _DECORATION.sub("", text)
    if not (country := _COUNTRY.match(bare)):
        return bare
    bare = bare[country.end() :]
    whole = bare.startswith(("0", "400", "800")) or _MOBILE.match(bare)
    return bare if whole else f"0{bare}"


def _fixed(bare: str) -> str | None:
    found = _SERVICE.fullmatch(bare) or _LANDLINE.fullmatch(bare)
    return "-".join(found.groups()) if found else None


def _refuse(spec: Spec, typed: str, text: str) -> Refused:
    bare = _bare(_plain(text))
    if _LOCAL.fullmatch(bare):
        return refuse(spec, typed, Message.PHONE_WITHOUT_AREA_CODE)
    if _ALMOST_MOBILE.fullmatch(bare):
        return refuse(spec, typed, Message.PHONE_MOBILE_LENGTH, count=len(bare))
    return refuse(spec, typed, Message.PHONE_UNREADABLE)
