"""Names on disk that every system takes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sme_assistant.assembly.names import safe_file_name, safe_name, unique


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("执照.pdf", "执照.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\材料\\执照.pdf", "执照.pdf"),
        ("CON", "_CON"),
        ("nul.pdf", "_nul.pdf"),
        ("COM1.tar.gz", "_COM1.tar.gz"),
        ("a:b?.pdf", "a：b？.pdf"),
        ("尾. .", "尾"),
        (".gitignore", "gitignore"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("e\u0301.pdf", "é.pdf"),
        ("", "file"),
        ("...", "file"),
    ],
)
def test_a_file_name_becomes_safe(given_name: str, safe: str) -> None:
    assert safe_file_name(given_name, "file") == safe


@given(st.text())
def test_every_text_becomes_a_name(text: str) -> None:
    name = safe_name(text, "名")

    assert name
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]|^ |[. ]$', name)
    assert len(name.encode()) <= 121


def test_names_that_a_system_takes_for_one_are_told_apart() -> None:
    names = ["a.pdf", "A.PDF", "Ａ.pdf", "甲", "甲"]

    assert list(unique(names)) == ["a.pdf", "A(2).PDF", "Ａ(3).pdf", "甲", "甲(2)"]
