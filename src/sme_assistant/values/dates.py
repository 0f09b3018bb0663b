"""Read a calendar day.

A day is taken only when year, month and day are all there. What is short of that is
asked back with the day it most likely is.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sme_assistant.messages import Message
from sme_assistant.values.kinds import Spec
from sme_assistant.values.normalise import fold, has_foreign_digits, squeeze
from sme_assistant.values.numerals import digits_of, plain_forms, read_numeral
from sme_assistant.values.outcomes import Reading, Understood
from sme_assistant.values.wording import ask, refuse

if TYPE_CHECKING:
    from collections.abc import Callable

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_MONTHS = 12
_LONGEST = 60


class _Query(NamedTuple):
    """What every form of date needs to answer."""

    spec: Spec
    typed: str
    today: date


def read_date(spec: Spec, typed: str, today: date) -> Reading:
    """Read a day in any of the forms people write it in."""
    text = squeeze(plain_forms(fold(typed).lower()))
    text = _TAIL.sub("", _LEAD_IN.sub("", text)).strip(" .。,、;；!！")
    if not text:
        return refuse(spec, typed, Message.ANSWER_MISSING)
    if has_foreign_digits(text):
        return refuse(spec, typed, Message.FOREIGN_DIGITS)
    query = _Query(spec, typed, today)
    if len(text) <= _LONGEST and (
        reading := _match(query, text) or _match_hedged(query, text)
    ):
        return reading
    other = _OTHER_CALENDAR.search(text)
    message = Message.DATE_OTHER_CALENDAR if other else Message.DATE_UNREADABLE
    return refuse(spec, typed, message)


_LEAD_IN = re.compile(r"^(?:自从|自|从|公元|于|是|在|:)+")
_TAIL = re.compile(
    r"(?:起|至今|到现在|开始|以来|成立|正式|运营)+$"
    r"|(?<=[0-9])[ t]00:00(?::00(?:\.0+)?)?$"  # a date cell turned into text
)
_HEDGE = re.compile(
    r"(?P<before>(?:大约|大概|约|差不多|可能|估计|好像|应该是?)*)"
    r"(?P<day>.*?)(?P<after>(?:左右|前后|吧|许|\?)*)"
)
_OTHER_CALENDAR = re.compile(
    r"民国|昭和|平成|令和|农历|阴历|旧历|正月|腊月|冬月|闰|初[一-十]"
)


def _match(query: _Query, text: str) -> Reading | None:
    for pattern, answer in _FORMS:
        found = pattern.fullmatch(text)
        if found and (reading := answer(query, found)):
            return reading
    return None


def _match_hedged(query: _Query, text: str) -> Reading | None:
    """Recognise 约2019年3月15日: whatever it says is only offered."""
    parts = _HEDGE.fullmatch(text)
    if not parts or parts["day"] == text:
        return None
    reading = _match(query, parts["day"])
    if not isinstance(reading, Understood):
        return reading
    return ask(query.spec, query.typed, Message.DATE_APPROXIMATE, (reading.value,))


# --- what a form says --------------------------------------------------------


def _whole(text: str) -> int:
    """Read a year, month or day; 0, which is none, for what is no number."""
    digits = digits_of(text)
    if digits.isdigit() and digits.isascii():
        return int(digits)
    number = read_numeral(text)
    return 0 if number is None or number % 1 or number > _LAST_YEAR else int(number)


def _valid(year: int, month: int, day: int) -> date | None:
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= _MONTHS):
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def _settle(query: _Query, year: int, month: int, day: int) -> Reading:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return refuse(query.spec, query.typed, Message.DATE_OUT_OF_RANGE)
    if not (valid := _valid(year, month, day)):
        return refuse(query.spec, query.typed, Message.DATE_IMPOSSIBLE)
    return Understood(valid)


def _offer(query: _Query, message: Message, *days: date | None) -> Reading:
    """Ask back with the days that exist; refuse if none of those meant does."""
    offers = tuple(dict.fromkeys(day for day in days if day))
    if days and not offers:
        return refuse(query.spec, query.typed, Message.DATE_IMPOSSIBLE)
    return ask(query.spec, query.typed, message, offers)


def _full(query: _Query, found: re.Match[str]) -> Reading:
    year, month, day = map(_whole, found.groups())
    if len(found[1]) <= len("19"):
        return _short_year(query, found)
    return _settle(query, year, month, day)


def _short_year(query: _Query, found: re.Match[str]) -> Reading:
    year, month, day = map(_whole, found.groups())
    full = _century(year, query.today)
    return _offer(query, Message.DATE_SHORT_YEAR, _valid(full, month, day))


def _century(year: int, today: date) -> int:
    """Take 19 for 2019 and 98 for 1998: no day asked for is far ahead."""
    return year + (2000 if year <= today.year % 100 + 1 else 1900)


def _day_first(query: _Query, found: re.Match[str]) -> Reading:
    first, second, year = map(_whole, found.groups())
    days = (_valid(year, first, second), _valid(year, second, first))
    return _offer(query, Message.DATE_ORDER_UNCLEAR, *days)


def _six_digits(query: _Query, found: re.Match[str]) -> Reading:
    """Take 201903 for a month and 190315 for a day of a short year."""
    text = found[0]
    short = _century(int(text[:2]), query.today)
    return _offer(
        query,
        Message.DATE_SHORT_YEAR,
        _valid(int(text[:4]), int(text[4:]), 1),
        _valid(short, int(text[2:4]), int(text[4:])),
    )


def _month_only(query: _Query, found: re.Match[str]) -> Reading:
    year, month = _whole(found[1]), _whole(found[2])
    if len(found[1]) <= len("19"):
        year = _century(year, query.today)
    return _some_day(query, year, month, found["part"])


def _some_day(query: _Query, year: int, month: int, part: str | None) -> Reading:
    first = _valid(year, month, 1)
    if not first:
        return _settle(query, year, month, 1)
    last = first.replace(day=monthrange(year, month)[1])
    offers = {None: (first,), "初": (first,), "底": (last,), "末": (last,)}
    return _offer(query, Message.DATE_WITHOUT_DAY, *offers.get(part or None, ()))


def _year_only(query: _Query, found: re.Match[str]) -> Reading:
    year = _whole(found[1])
    is_short = len(found[1]) <= len("19")
    if is_short or _FIRST_YEAR <= year <= _LAST_YEAR:
        return _offer(query, Message.DATE_WITHOUT_DAY)
    return refuse(query.spec, query.typed, Message.DATE_OUT_OF_RANGE)


def _no_year(query: _Query, found: re.Match[str]) -> Reading:
    month, day = map(_whole, found.groups())
    year = query.today.year
    days = (_valid(year, month, day), _valid(year - 1, month, day))
    return _offer(query, Message.DATE_WITHOUT_YEAR, *days)


_YEARS_AWAY = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}
_DAYS_AWAY = {
    "前天": -2,
    "昨天": -1,
    "昨日": -1,
    "今天": 0,
    "今日": 0,
    "当天": 0,
    "today": 0,
    "明天": 1,
    "明日": 1,
    "后天": 2,
    "大后天": 3,
}
_WEEKS_AWAY = {"上": -1, "这": 0, "本": 0, "下": 1, "下下": 2}
_WEEKDAYS = "一二三四五六日"
_DAYS_OF = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7}
_FARTHEST = 1000


def _this_year(query: _Query, found: re.Match[str]) -> Reading:
    year = query.today.year + _YEARS_AWAY[found[1]]
    if found["day"]:
        return _settle(query, year, _whole(found["month"]), _whole(found["day"]))
    if found["month"]:
        return _some_day(query, year, _whole(found["month"]), None)
    return _offer(query, Message.DATE_WITHOUT_DAY)


def _today(query: _Query, found: re.Match[str]) -> Reading:
    day = query.today + timedelta(days=_DAYS_AWAY[found[0]])
    return Understood(day)


def _weekday(query: _Query, found: re.Match[str]) -> Reading:
    """Read 下周一; a bare 周一 is asked back: this week's or the next."""
    monday = query.today - timedelta(days=query.today.weekday())
    day = monday + timedelta(days=_WEEKDAYS.index(found["day"].replace("天", "日")))
    if found["week"]:
        return Understood(day + timedelta(weeks=_WEEKS_AWAY[found["week"]]))
    return _offer(query, Message.DATE_WHICH_WEEK, day, day + timedelta(weeks=1))


def _from_now(query: _Query, found: re.Match[str]) -> Reading | None:
    """Read 三天后 and 两周以后."""
    count = _whole(found["count"])
    if not 0 < count < _FARTHEST:
        return None
    return Understood(query.today + timedelta(days=count * _DAYS_OF[found["unit"]]))


_N = r"[0-9零一二三四五六七八九十百千]"
_MONTH = rf"({_N}{{1,3}})月"
_DAY = rf"({_N}{{1,4}})[日号]?"
_FORMS: tuple[
    tuple[re.Pattern[str], Callable[[_Query, re.Match[str]], Reading | None]], ...
] = (
    (re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"), _full),
    (re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})"), _full),
    (re.compile(rf"({_N}{{2,8}})年{_MONTH}{_DAY}"), _full),
    (re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"), _full),
    (re.compile("|".join(_DAYS_AWAY)), _today),
    (
        re.compile(
            r"(?P<week>上|这|本|下下?)?个?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])"
        ),
        _weekday,
    ),
    (
        re.compile(
            rf"(?P<count>{_N}{{1,3}})个?(?P<unit>天|日|周|星期|礼拜)(?:以后|之后|后)"
        ),
        _from_now,
    ),
    (
        re.compile(
            rf"({'|'.join(_YEARS_AWAY)})(?:的?(?P<month>{_N}{{1,3}})月份?"
            rf"(?:(?P<day>{_N}{{1,4}})[日号]?)?)?"
        ),
        _this_year,
    ),
    (
        re.compile(rf"({_N}{{2,8}})年{_MONTH}份?(?P<part>初|底|末|[上中下]旬|中)?"),
        _month_only,
    ),
    (re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})(?P<part>$)"), _month_only),
    (
        re.compile(
            rf"({_N}{{4}}|{_N}{{2,8}}(?=年))年?(?:年?[初底末中]|[春夏秋冬]|[上下]半年)?"
        ),
        _year_only,
    ),
    (re.compile(rf"{_MONTH}{_DAY}"), _no_year),
    (re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})"), _no_year),
    (re.compile(r"([0-9]{2})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})"), _short_year),
    (re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})"), _day_first),
    (re.compile(r"[0-9]{6}"), _six_digits),
)
