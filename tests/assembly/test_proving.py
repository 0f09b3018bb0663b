"""What formatting does to marks is found, and what may print a stroke is named."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement

from sme_assistant.assembly import proving
from sme_assistant.assembly.overriding import own_templates
from sme_assistant.assembly.proving import check_file
from tests.assembly.cases import TEMPLATES, programme
from tests.assembly.test_templates import template


def codes(path: Path, for_each: str | None = None) -> tuple[list[str], list[str]]:
    faults, notes = check_file(programme(), path, for_each)
    return [f.code for f in faults], [n.code for n in notes]


def runs(path: Path, *texts: str, bold: int = -1) -> Path:
    """Write a paragraph in several runs, one of them bold."""
    document = docx.Document(str(path))
    paragraph = document.add_paragraph()
    for number, text in enumerate(texts):
        paragraph.add_run(text).bold = number == bold or None
    document.save(str(path))
    return path


@pytest.mark.parametrize("name", [p.name for p in sorted(TEMPLATES.glob("*.docx"))])
def test_the_shipped_templates_are_filled_as_they_read(name: str) -> None:
    repeated = {
        d.model.template: d.model.for_each for d in programme().documents.values()
    }

    faults, notes = check_file(programme(), TEMPLATES / name, repeated.get(name))

    assert faults == []
    assert {note.code for note in notes} <= {"may-be-empty"}


def test_a_mark_in_several_runs_of_one_look_is_fine(tmp_path: Path) -> None:
    path = runs(template(tmp_path), "甲 {{ dis", "trict }} 乙")

    assert codes(path) == ([], [])


@pytest.mark.parametrize(
    "texts",
    [("甲 {{ dis", "trict }} 乙"), ("{", "{ district }}"), ("{{ district }", "}")],
)
def test_a_mark_in_two_looks_is_told(tmp_path: Path, texts: tuple[str, str]) -> None:
    path = runs(template(tmp_path), *texts, bold=1)

    faults, notes = codes(path)

    assert faults == []
    assert notes == ["two-looks"]


def wrap_in_control(document: Document) -> None:
    """Put the last paragraph into a content control, as Word's forms have them."""
    paragraph = document.paragraphs[-1]._p
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    paragraph.addprevious(control)
    control.append(content)
    content.append(paragraph)


def test_a_mark_in_a_content_control_is_found(tmp_path: Path) -> None:
    path = template(tmp_path, "{{ district }}")
    document = docx.Document(str(path))
    wrap_in_control(document)
    document.save(str(path))

    faults, _ = codes(path)

    assert "hidden-mark" in faults


def test_a_mark_with_a_tracked_deletion_in_it_is_filled(tmp_path: Path) -> None:
    path = runs(template(tmp_path), "甲 {{ dis", "trict }}")
    document = docx.Document(str(path))
    first = document.paragraphs[-1]._p.r_lst[0]
    deleted, run, words = map(OxmlElement, ("w:del", "w:r", "w:delText"))
    words.text = "XX"
    run.append(words)
    deleted.append(run)
    first.addnext(deleted)
    document.save(str(path))

    assert codes(path) == ([], [])


@pytest.mark.parametrize(
    "line",
    ["甲 {_{ district }_} 乙", "{% if draft %}甲{% endif %} {_{ district }_} 乙"],
)
def test_words_that_an_engine_might_take_for_marks_come_out_as_they_stand(
    tmp_path: Path, line: str
) -> None:
    assert codes(template(tmp_path, line))[0] == []


def test_faults_are_told_before_anything_is_proved(tmp_path: Path) -> None:
    assert codes(template(tmp_path, "{{ nope }}")) == (["unknown-mark"], [])


@pytest.mark.parametrize(
    ("line", "notes"),
    [
        ("{{ district }}", []),
        ("{{ narrative_plan }}", ["may-be-empty"]),
        ("{{ financing_amount }}", ["may-be-empty"]),
        ("{% if financing_amount.applies %}{{ financing_amount }}{% endif %}", []),
        (
            "{% if service_functions.has.financing %}{{ financing_amount }}{% endif %}",
            [],
        ),
        ("{% if draft %}{{ financing_amount }}{% endif %}", ["may-be-empty"]),
        (
            "{% if draft %}甲{% elif financing_amount.known %}"
            "{{ financing_amount }}{% endif %}",
            [],
        ),
        ("{{ minimum_opinions }}", []),
        ("|{{ staff.name }}|", []),
        ("|{{ staff.age }}|", ["may-be-empty"]),
        ("|{{ enterprises.rating.satisfied }}|", []),
    ],
)
def test_what_may_print_a_stroke_is_named(
    tmp_path: Path, line: str, notes: list[str]
) -> None:
    assert codes(template(tmp_path, line)) == ([], notes)


def test_a_mark_is_named_once(tmp_path: Path) -> None:
    path = template(tmp_path, "{{ narrative_plan }}", "{{ narrative_plan }}")

    assert codes(path)[1] == ["may-be-empty"]


def test_a_template_that_reads_back_otherwise_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = template(tmp_path, "甲 {{ district }}", "|{{ staff.name }}|乙|")
    monkeypatch.setattr(proving, "_probe", _lying(proving._probe))

    faults, _ = check_file(programme(), path, None)

    assert [f.code for f in faults] == ["broken-by-formatting"]
    assert "district" in faults[0].text


def _lying(probe: object) -> object:
    """Let what is expected differ from what is filled, whatever the template."""
    calls: list[int] = []

    def said(words: object, *, yes: bool) -> object:
        calls.append(1)
        found = probe(words, yes=yes)  # type: ignore[operator]
        texts = _Changing(found.texts)
        return type(found)(texts, found.flags, found.lists)

    return said


class _Changing(dict[str, str]):
    """Says something else each time."""

    def __getitem__(self, name: str) -> str:
        told = getattr(self, "told", 0)
        self.told = told + 1
        return (
            f"{super().__getitem__(name)}{told}"
            if name == "district"
            else (super().__getitem__(name))
        )


def test_own_templates_are_those_that_are_there_and_good(tmp_path: Path) -> None:
    for name in ("cover.docx", "~$cover.docx"):
        (tmp_path / name).write_bytes((TEMPLATES / "cover.docx").read_bytes())
    (tmp_path / "todo_list.docx").write_bytes(b"no Word file")
    (tmp_path / "todo_lst.docx").write_bytes(b"")
    (tmp_path / "notes.txt").write_text("x")

    found = own_templates(programme(), tmp_path)

    assert found.used == {"cover.docx": tmp_path / "cover.docx"}
    assert {(f.path, f.code) for f in found.faults} == {
        ("todo_list.docx", "not-word"),
        ("todo_lst.docx", "no-such-template"),
    }
    assert "todo_list.docx" in next(f.text for f in found.faults if "lst" in f.path)
