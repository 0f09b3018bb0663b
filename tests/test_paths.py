"""Asking whether something is there never fails, whatever was typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sme_assistant.paths import is_file, is_folder, is_there, typed_path


@given(st.text(max_size=400))
def test_any_text_may_be_asked_about(text: str) -> None:
    path = typed_path(text)

    assert is_there(path) >= is_file(path)
    assert is_there(path) >= is_folder(path)


def test_home_is_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))

    assert typed_path("~/甲") == tmp_path / "甲"
    assert typed_path("~没有这个人/甲") == Path("~没有这个人/甲")


def test_files_folders_and_links_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "甲").write_text("", "utf-8")
    (tmp_path / "乙").mkdir()
    (tmp_path / "丙").symlink_to(tmp_path / "没有")

    assert [is_file(tmp_path / n) for n in "甲乙丙丁"] == [True, False, False, False]
    assert [is_folder(tmp_path / n) for n in "甲乙丙丁"] == [False, True, False, False]
    assert [is_there(tmp_path / n) for n in "甲乙丙丁"] == [True, True, True, False]
