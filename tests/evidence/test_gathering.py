"""Folders are taken whole, in the order people count, and no further."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sme_assistant.errors import EvidenceError
from sme_assistant.evidence import gathering
from sme_assistant.evidence.gathering import gathered, natural


def written(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def test_a_folder_gives_its_files_in_natural_order(tmp_path: Path) -> None:
    names = ("第2页.pdf", "第10页.pdf", "第1页.pdf", ".hidden", "~$lock.docx")
    written(*(tmp_path / name for name in (*names, "Thumbs.db", "b/3.pdf")))
    alone = tmp_path.parent / f"{tmp_path.name}.pdf"
    written(alone)

    files, inside = gathered([alone, tmp_path])

    assert files[0] == alone
    assert alone not in inside
    assert [str(path.relative_to(tmp_path)) for path in files[1:]] == [
        "b/3.pdf",
        "第1页.pdf",
        "第2页.pdf",
        "第10页.pdf",
    ]


def test_a_file_named_beside_its_folder_is_taken_once(tmp_path: Path) -> None:
    written(tmp_path / "a.pdf")
    files, inside = gathered([tmp_path / "a.pdf", tmp_path])
    assert files == [tmp_path / "a.pdf"]
    assert not inside  # it was named, so it is not left out in silence


@given(st.lists(st.text(max_size=30), max_size=8))
def test_any_names_have_an_order(names: list[str]) -> None:
    assert sorted(sorted(names), key=natural) == sorted(
        sorted(names, reverse=True), key=lambda name: (natural(name), name)
    )


def outside(top: Path) -> None:
    written(top.parent / "secret.pdf")
    (top / "a.pdf").symlink_to(top.parent / "secret.pdf")


def folder_outside(top: Path) -> None:
    (top / "all").symlink_to("/etc")


def circle(top: Path) -> None:
    (top / "a").symlink_to("a")


def deep(top: Path) -> None:
    written(top.joinpath(*"abcdefg") / "a.pdf")


def many(top: Path) -> None:
    for number in range(gathering.MOST_FILES + 2):
        written(top / f"{number}.pdf")


def many_below(top: Path) -> None:
    for number in range(gathering.MOST_FILES + 2):
        written(top / str(number % 3) / f"{number}.pdf")


def nothing(_: Path) -> None:
    pass


@pytest.mark.parametrize(
    ("fill", "told"),
    [
        (outside, "“a.pdf”是指向文件夹外面的链接"),
        (folder_outside, "“all”是指向文件夹外面的链接"),
        (circle, "“a”是指向文件夹外面的链接"),
        (deep, "层数超过 4 层"),
        (many, "超过 300 个"),
        (many_below, "超过 300 个"),
        (nothing, "没有可以附上的文件"),
    ],
)
def test_a_folder_that_is_too_much_or_leads_out_is_refused(
    tmp_path: Path, fill: Callable[[Path], None], told: str
) -> None:
    top = tmp_path / "材料"
    top.mkdir()
    fill(top)
    with pytest.raises(EvidenceError) as caught:
        gathered([top])
    assert told in caught.value.user_message


def test_a_link_within_the_folder_is_taken(tmp_path: Path) -> None:
    written(tmp_path / "b" / "1.pdf")
    (tmp_path / "2.pdf").symlink_to(tmp_path / "b" / "1.pdf")
    (tmp_path / "c").symlink_to(tmp_path / "b")
    files, _ = gathered([tmp_path])
    assert files == [tmp_path / "2.pdf", tmp_path / "b" / "1.pdf"]


def test_a_folder_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "scandir", forbidden)
    with pytest.raises(EvidenceError) as caught:
        gathered([tmp_path])
    assert "打不开" in caught.value.user_message
