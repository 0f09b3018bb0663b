"""The page of limits says what the code does."""

from __future__ import annotations

from pathlib import Path

import pytest

from sme_assistant.evidence import child as looking_in
from sme_assistant.evidence import gathering, looking
from sme_assistant.rosters import child as reading
from sme_assistant.rosters import files, preflight

PAGE = Path(__file__).parents[1] / "docs" / "limits.md"
MB = 1024 * 1024


def parts() -> tuple[str, str]:
    """Return what the page says of lists, and of evidence."""
    lists, evidence = PAGE.read_text("utf-8").split("## Evidence")
    return lists, evidence.split("## Measured")[0]


@pytest.mark.parametrize(
    "said",
    [
        f"| a file | {files.LARGEST // MB} MB |",
        f"| parts of a zipped workbook | {preflight.MOST_PARTS} |",
        f"| what comes out of it | {preflight.MOST_BYTES // MB} MB,",
        f"| strings in it | {preflight.MOST_STRINGS // 1_000_000} million |",
        f"{reading.MEMORY / 1024 / MB:.1f} GiB of address space",
        f"{reading.SECONDS} s of processor",
    ],
)
def test_the_limits_of_lists_are_those_of_the_code(said: str) -> None:
    assert said in parts()[0]


@pytest.mark.parametrize(
    "said",
    [
        f"| a file | {looking.MOST_BYTES // MB} MB |",
        f"| {gathering.MOST_FILES}, {gathering.DEPTH} levels,",
        f"| {looking.SECONDS} s of clock |",
        f"| {looking.ALTOGETHER} s; the rest",
        f"| {looking_in.MEMORY // 1024 // MB} GiB of address space |",
        f"| {looking_in.MOST_PIXELS // 1_000_000} million pixels,",
        f"| parts of a Word or Excel file | {looking_in.MOST_PARTS} |",
        f"| what comes out of it | {looking_in.MOST_UNZIPPED // MB} MB |",
        f"| {gathering.MOST_SHOWN}; others by their path |",
    ],
)
def test_the_limits_of_evidence_are_those_of_the_code(said: str) -> None:
    assert said in parts()[1]
