from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sme_assistant.casebook import casebook_path
from sme_assistant.casebook.places import VARIABLE, publish


def test_the_option_comes_before_the_environment(tmp_path: Path) -> None:
    option, variable = tmp_path / "a.db", tmp_path / "b.db"

    assert casebook_path(str(option), {VARIABLE: str(variable)}) == option
    assert casebook_path(None, {VARIABLE: str(variable)}) == variable


@pytest.mark.skipif(sys.platform != "linux", reason="XDG is Linux's way")
def test_without_either_it_is_in_the_users_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    expected = tmp_path / "sme-assistant" / "casebook.sqlite3"
    assert casebook_path(None, {}) == casebook_path("", {VARIABLE: ""}) == expected


def test_a_home_sign_and_a_relative_path_are_understood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    assert casebook_path("~/a.db", {}) == tmp_path / "a.db"
    assert casebook_path("a.db", {}) == tmp_path / "a.db"


def test_a_published_file_replaces_none(tmp_path: Path) -> None:
    for text in ("one", "two", "three"):
        part = tmp_path / "part"
        part.write_text(text)
        publish(part, tmp_path / "x.before-v2.sqlite3")

    found = {place.name: place.read_text() for place in tmp_path.iterdir()}
    assert found == {
        "x.before-v2.sqlite3": "one",
        "x.before-v2-2.sqlite3": "two",
        "x.before-v2-3.sqlite3": "three",
    }
