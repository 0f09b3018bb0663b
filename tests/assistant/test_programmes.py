"""The shipped programmes are read once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest

from sme_assistant.assistant import programmes
from sme_assistant.assistant.programmes import DEFAULT, read_folder, shipped_programme


def test_the_shipped_programme_is_the_same_however_it_is_asked_for() -> None:
    assert shipped_programme() is shipped_programme(DEFAULT)
    assert shipped_programme() is shipped_programme(programme=DEFAULT)


def test_threads_that_ask_at_once_get_the_same_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[object] = []

    def noted(folder: object) -> object:
        read.append(folder)
        return read_folder(folder)  # type: ignore[arg-type]

    monkeypatch.setattr(programmes, "read_folder", noted)
    monkeypatch.setattr(programmes, "_shipped", cache(programmes._shipped.__wrapped__))
    with ThreadPoolExecutor(4) as pool:
        found = [*pool.map(lambda _: shipped_programme(), range(4))]
    assert len(read) == 1
    assert all(programme is found[0] for programme in found)
