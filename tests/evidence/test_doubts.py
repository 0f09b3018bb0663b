"""What is worth another look about files that are taken all the same."""

from __future__ import annotations

from datetime import date

import pytest

from sme_assistant.engine.attachments import Attachment, attachments_of
from sme_assistant.evidence.doubts import doubts, years_in
from tests.engine.cases import PROGRAMME, evaluate

FULL = Attachment(
    "/a/合同.pdf", "ab", 12, 34, "pdf", 3, 300, "1,3", "2026-12-31", "2025", "原件在"
)


def said(item: str, file: Attachment) -> str:
    case = evaluate({"application_date": date(2026, 5, 20)})
    return "\n".join(doubts(case, PROGRAMME.evidence[item], file))


def test_a_file_comes_back_from_the_log_as_it_went_in() -> None:
    odd = Attachment("/b")
    rows = [FULL.cells(), odd.cells(), (("later", "x"), ("path", "/c"), ("dpi", "?"))]
    assert attachments_of(rows) == (FULL, odd, Attachment("/c"))
    assert odd.cells() == (("path", "/b"),)
    assert attachments_of([(("no", "path"),)]) == ()
    assert FULL.is_registered
    assert not odd.is_registered


@pytest.mark.parametrize(
    ("until", "ended"),
    [("2026-05-19", True), ("2026-05-20", False), ("", False), ("soon", False)],
)
def test_a_lease_that_ended_before_the_application_is_told(
    until: str, ended: bool
) -> None:
    told = said("lease", Attachment("/合同.pdf", valid_until=until))
    assert ("已经过期" in told) is ended


@pytest.mark.parametrize(
    ("period", "wrong"),
    [
        ("2025", False),
        ("2024", True),
        ("2024年1月至2025年12月", False),
        ("2023-2026", False),
        ("20250131", False),
        ("", False),
    ],
)
def test_a_statement_of_another_year_is_told(period: str, wrong: bool) -> None:
    told = said("financial_statements", Attachment("/表.pdf", period=period))
    assert ("应当包含 2025 年" in told) is wrong


def test_coarse_and_blank_scans_are_told() -> None:
    assert "低于 150 DPI" in said("lease", Attachment("/a.jpg", dpi=149))
    assert said("lease", Attachment("/a.jpg", dpi=150, pages=1)) == ""
    assert "看上去是空白页" in said("lease", Attachment("/a.jpg", pages=1, blank="1"))
    assert "第 1、3 页" in said("lease", FULL)


def test_what_needs_no_day_or_year_is_not_asked_for_one() -> None:
    told = said("title_deed", Attachment("/a", valid_until="2001-01-01", period="1999"))
    assert told == ""
    assert years_in("98 年，2025年度和 2024") == [2024, 2025]
