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
from sme_assistant.values.outcomes import Reading, Understood
from sme_assistant.values.wording import ask, refuse

_LABEL = re.compile(r"(?:联系)?(?:电话|手机|座机|tel|phone)(?:号码?)?[:.]?", re.IGNORECASE)
_EXTENSION = re.compile(r"(?:转|转接|分机号?|ext\.?|x|#)", re.IGNORECASE)
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
    return refuse(spec, typed, *_fault(text))


def _number(text: str) -> str | None:
    """Give the canonical form of one number."""
    text = digits_of(plain_forms(_LABEL.sub("", text, count=1)).replace("幺", "1"))
    main, *extensions = _EXTENSION.split(text)
    main = _bare(main)
    if not extensions and (found := _MOBILE.fullmatch(main)):
        return found[0]
    extension = _bare(extensions[0]) if len(extensions) == 1 else ""
    # 023-68123456-801 is how an extension is shown, and often typed.
    if not extensions and (dashed := re.fullmatch(r"(.*[0-9])-([0-9]{1,6})", text)):
        tried = _fixed(_bare(dashed[1]))
        if tried and not _fixed(main):
            return f"{tried}-{dashed[2]}"
    if extensions and not re.fullmatch(r"[0-9]{1,6}", extension):
        return None
    fixed = _fixed(main)
    return f"{fixed}-{extension}" if fixed and extension else fixed


def _bare(text: str) -> str:
    """Drop decoration and the country code; +86 23 stands for 023."""
    bare = _DECORATION.sub("", text)
    main, country = _COUNTRY.subn("", bare, count=1) if _COUNTRY.match(bare) else (bare, 0)
    if country and not main.startswith(("0", "400", "800")) and not _MOBILE.match(main):
        return f"0{main}"
    return main


def _fixed(main: str) -> str | None:
    if found := _SERVICE.fullmatch(main):
        return "-".join(found.groups())
    found = _LANDLINE.fullmatch(main)
    return "-".join(found.groups()) if found else None


def _fault(text: str) -> tuple[Message]:
    bare = _bare(text)
    if _LOCAL.fullmatch(bare):
        return (Message.PHONE_WITHOUT_AREA_CODE,)
    return (Message.PHONE_UNREADABLE,)
