"""Lists of many rows are printed and read row by row, and nothing is lost of them."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from itertools import zip_longest
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sme_assistant.assembly.archives import zip_docx
from sme_assistant.assembly.content import Content, content
from sme_assistant.assembly.dossier import Dossier
from sme_assistant.assembly.expecting import Expectation
from sme_assistant.assembly.figures import clean
from sme_assistant.assembly.listings import Listing
from sme_assistant.assembly.package import Package, assemble
from sme_assistant.assembly.plan import plan
from sme_assistant.assembly.reading_back import Reader
from sme_assistant.assembly.structure import (
    PassingTable,
    Table,
    read,
    read_open,
    reading,
)
from sme_assistant.assembly.writing import fill
from sme_assistant.errors import AssemblyCancelledError, AssemblyError
from tests.assembly.cases import ENTERPRISES, FULL, MORNING, ROSTERS, TEMPLATES, dossier
from tests.assembly.words import opened, path_of, rows

MANY = 5000
TYPED = st.text(st.characters(exclude_categories=["Cs"])).map(clean)
ROWS = st.lists(
    st.fixed_dictionaries({"name": TYPED, "service": TYPED, "phone": TYPED}), max_size=5
)


@cache
def filled() -> Content:
    case = dossier(FULL, ROSTERS)
    return content(case, plan(case).files())


def with_rows(found: list[dict[str, str]]) -> Content:
    full = filled().lists["enterprises"].rows[0]
    listed = tuple(
        {**full, **row, "number": str(number)} for number, row in enumerate(found, 1)
    )
    shown = Listing(listed, "无")
    lists = {**filled().lists, "enterprises": shown, "opinions": shown}
    return replace(filled(), lists=lists)


def written(said: Content, template: str, for_each: str | None = None) -> io.BytesIO:
    target = io.BytesIO()
    zip_docx(fill(TEMPLATES / template, said, for_each), "名单", MORNING, target)
    return target


@settings(max_examples=80, deadline=None)
@given(found=ROWS)
def test_rows_stream_back_as_they_were_given(found: list[dict[str, str]]) -> None:
    file = written(with_rows(found), "enterprise_list.docx")

    (table,) = (b for b in read_open(file).blocks if isinstance(b, Table))
    told = [tuple(text for cell in row for text in cell) for row in table.rows[2:]]
    if not found:
        assert told == [("", "无", "", "", "", "", "", "")]
    assert [(r[1], r[2], r[4]) for r in told if found] == [
        (row["name"], row["service"], row["phone"]) for row in found
    ]
    paragraphs = docx.Document(file).tables[0].column_cells(1)[2:]
    if found:
        assert [cell.text for cell in paragraphs] == [row["name"] for row in found]


@settings(max_examples=40, deadline=None)
@given(found=ROWS)
def test_documents_repeated_for_each_row_hold_all_of_them(
    found: list[dict[str, str]],
) -> None:
    file = written(with_rows(found), "evaluation_form.docx", "opinions")

    told = [b.rows[0][1] for b in read_open(file).blocks if isinstance(b, Table)]
    names = [row["name"] for row in found] or ["无"]
    assert [text for cell in told for text in cell] == names


@settings(max_examples=40, deadline=None)
@given(found=ROWS, at=st.integers(0, 4), other=TYPED)
def test_whatever_a_row_says_instead_is_found(
    tmp_path_factory: pytest.TempPathFactory,
    found: list[dict[str, str]],
    at: int,
    other: str,
) -> None:
    path = tmp_path_factory.mktemp("list") / "名单.docx"
    path.write_bytes(written(with_rows(found), "enterprise_list.docx").getvalue())
    meant = [dict(row) for row in found]
    if at < len(meant):
        meant[at]["service"] = other
    reader = Reader(dossier(FULL, ROSTERS), Expectation(with_rows(meant)), draft=True)

    if meant == found:
        reader.check(path, TEMPLATES / "enterprise_list.docx", None)
    else:
        with pytest.raises(AssemblyError, match=r"enterprises\.service"):
            reader.check(path, TEMPLATES / "enterprise_list.docx", None)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return assemble(long_case(), TEMPLATES, tmp_path_factory.mktemp("long"))


def long_case() -> Dossier:
    many = [
        {**ENTERPRISES[place % 100], "name": f"重庆第{place}机械有限公司"}
        for place in range(1, MANY + 1)
    ]
    return dossier(
        {**FULL, "enterprises_served": f"{MANY}家"}, {**ROSTERS, "enterprises": many}
    )


def test_a_long_list_opens_with_all_its_rows(package: Package) -> None:
    (table,) = opened(package, "enterprise_list").tables

    said = rows(table)
    assert len(said) == 2 + MANY
    assert said[-1][:2] == [f"{MANY}", f"重庆第{MANY}机械有限公司"]
    repeated = [row for row in table._tbl.tr_lst if row.xpath("./w:trPr/w:tblHeader")]
    whole = [row for row in table._tbl.tr_lst if row.xpath("./w:trPr/w:cantSplit")]
    assert len(repeated) == 2
    assert len(whole) == 2 + MANY
    forms = opened(package, "evaluation_form")
    assert len(forms.tables) == 30  # nobody chose: the first of the list


def test_a_row_is_written_without_namespaces_of_its_own(package: Package) -> None:
    with ZipFile(path_of(package, "enterprise_list")) as parts:
        xml = parts.read("word/document.xml")

    assert xml.count(b"xmlns:w=") == 1
    assert b"sme-assistant" not in xml


def test_what_goes_by_is_what_is_read_at_once(complete: Package) -> None:
    for path in sorted(complete.folder.glob("*.docx")):
        whole = read(path)
        with path.open("rb") as source, reading(source) as passing:
            assert passing.margins == whole.margins
            for block, by in zip_longest(whole.blocks, passing.blocks):
                if isinstance(by, PassingTable):
                    assert isinstance(block, Table)
                    assert tuple(by.rows) == block.rows
                else:
                    assert by == block


def test_rows_that_nobody_takes_do_not_stand_in_the_way(complete: Package) -> None:
    path = path_of(complete, "evaluation_form")
    with path.open("rb") as source, reading(source) as passing:
        lines = [block for block in passing.blocks if isinstance(block, str)]

    assert lines == [block for block in read(path).blocks if isinstance(block, str)]


@pytest.mark.parametrize("last", range(3, 12))
def test_a_long_list_can_be_cancelled_in_its_midst(tmp_path: Path, last: int) -> None:
    """Word file, Excel copy and reading back each tell again what they do."""
    told: list[tuple[int, str]] = []

    def stop(done: int, _total: int, what: str) -> None:
        told.append((done, what))
        again = len(told) - len(dict(told))
        if again == last:
            raise AssemblyCancelledError

    with pytest.raises(AssemblyCancelledError):
        assemble(long_case(), TEMPLATES, tmp_path, stop)

    assert told[-1] == told[-2]
    assert list(tmp_path.iterdir()) == []
