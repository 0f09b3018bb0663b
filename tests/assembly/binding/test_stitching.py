"""One PDF from many: each page numbered once, bookmarks, the draft mark, same bytes."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pikepdf
import pytest

from sme_assistant.assembly.binding.sheets import MM
from sme_assistant.assembly.binding.stitching import Bookmark, Bundle, stitch
from sme_assistant.errors import AssemblyCancelledError
from tests.assembly.binding.office import (
    numbers_in,
    outline_of,
    place_of,
    write_pdf,
)

AT = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)


def silent() -> None:
    """Tell nobody."""


def stitched(made_of: Bundle, folder: Path) -> int:
    return stitch(made_of, folder / "v.pdf", folder, AT, silent)


def bundle(folder: Path, *pages: int, marked: bool = False) -> Bundle:
    folder.mkdir(exist_ok=True)
    files = tuple(
        write_pdf(folder / f"{index}.pdf", n) for index, n in enumerate(pages)
    )
    return Bundle(
        "合订本",
        files,
        (Bookmark("一　甲", 1, (Bookmark("乙", 2),)), Bookmark("𠮷（丙）", 3)),
        frozenset(files[1:2]) if marked else frozenset(),
        write_pdf(folder / "mark.pdf") if marked else None,
    )


def test_every_page_is_numbered_once_and_in_order(tmp_path: Path) -> None:
    assert stitched(bundle(tmp_path / "a", 2, 1, 4), tmp_path) == 7

    with pikepdf.open(tmp_path / "v.pdf") as volume:
        assert [numbers_in(page) for page in volume.pages] == [[n] for n in range(1, 8)]


def test_odd_numbers_stand_right_and_even_ones_left(tmp_path: Path) -> None:
    stitched(bundle(tmp_path / "a", 4), tmp_path)

    with pikepdf.open(tmp_path / "v.pdf") as volume:
        places = [place_of(page) for page in volume.pages]
    assert [x > 105 * MM for x, _ in places] == [True, False, True, False]
    assert {round(y / MM) for _, y in places} == {11}
    assert all(28 * MM <= x <= 184 * MM for x, _ in places)


def test_the_number_finds_its_place_on_a_page_that_begins_elsewhere(
    tmp_path: Path,
) -> None:
    box = pikepdf.Array([100, -200, 695, 642])
    odd = write_pdf(tmp_path / "odd.pdf", MediaBox=box)

    stitched(Bundle("x", (odd,), ()), tmp_path)

    with pikepdf.open(tmp_path / "v.pdf") as volume:
        x, y = place_of(volume.pages[0])
    assert y == pytest.approx(-200 + 11 * MM, abs=0.1)
    assert 100 + 105 * MM < x < 695


def test_what_a_page_leaves_open_does_not_move_its_number(tmp_path: Path) -> None:
    file = write_pdf(tmp_path / "a.pdf")
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(b"3 0 0 3 50 50 cm 1 0 0 rg")
        pdf.save(file)

    stitched(Bundle("x", (file,), ()), tmp_path)

    with pikepdf.open(tmp_path / "v.pdf") as volume:
        steps = pikepdf.parse_content_stream(volume.pages[0])
        signs = [str(step.operator) for step in steps]
    assert signs[0] == "q"
    assert signs.index("Q") < signs.index("BT")


def test_bookmarks_lead_to_their_pages(tmp_path: Path) -> None:
    stitched(bundle(tmp_path / "a", 3), tmp_path)

    with pikepdf.open(tmp_path / "v.pdf") as volume:
        assert outline_of(volume) == [
            (0, "一　甲", 1),
            (1, "乙", 2),
            (0, "𠮷（丙）", 3),
        ]
        assert volume.Root.PageMode == pikepdf.Name.UseOutlines
        assert str(volume.docinfo[pikepdf.Name.Title]) == "合订本"


def test_the_draft_mark_is_laid_over_what_does_not_carry_it(tmp_path: Path) -> None:
    marked = bundle(tmp_path / "a", 1, 2, 1, marked=True)

    stitched(marked, tmp_path)

    with pikepdf.open(tmp_path / "v.pdf") as volume:
        found = [
            "/SmeDraft" in page.resources.get("/XObject", {}) for page in volume.pages
        ]
    assert found == [False, True, True, False]


def test_hundreds_of_files_are_stitched_in_their_order(tmp_path: Path) -> None:
    many = bundle(tmp_path / "a", *([1] * 130))
    sizes = count(300)
    for file in many.files:
        write_pdf(file, size=(next(sizes), 800))

    assert stitched(many, tmp_path) == 130

    with pikepdf.open(tmp_path / "v.pdf") as volume:
        widths = [int(page.mediabox[2]) for page in volume.pages]
    assert widths == list(range(300, 430))


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        same = bundle(tmp_path / name, 2, 3, marked=True)
        stitch(same, tmp_path / f"{name}.pdf", tmp_path / name, AT, silent)

    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


@pytest.mark.parametrize("pages", [(3,), tuple([1] * 70)])
def test_stitching_can_be_stopped(tmp_path: Path, pages: tuple[int, ...]) -> None:
    def stop() -> None:
        raise AssemblyCancelledError

    with pytest.raises(AssemblyCancelledError):
        stitch(bundle(tmp_path / "a", *pages), tmp_path / "v.pdf", tmp_path, AT, stop)
