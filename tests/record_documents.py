"""Record what the documents of a package say (python -m tests.record_documents).

The case is the complete one of ``tests.assembly.cases``; the clock is held still.
``tests/assembly/test_golden_texts.py`` holds every document to its recording, word by
word and in order.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from sme_assistant.assembly.package import Package, assemble
from sme_assistant.assembly.structure import Structure, Table, read
from tests.assembly.cases import TEMPLATES, full

GOLDEN = Path(__file__).parent / "assembly" / "golden"
_MOST_LINES = 400
"""A document that is repeated is recorded no further than this."""


def recorded(package: Package) -> dict[str, str]:
    """Return what each Word file of a package says, by the id of its document."""
    return {
        file.document: _text(read(package.folder / file.path))
        for file in package.files
        if file.path.endswith(".docx")
    }


def _text(structure: Structure) -> str:
    lines = [*_lines(structure)][:_MOST_LINES]
    return "".join(f"{line}\n" for line in lines)


def _lines(structure: Structure) -> Iterator[str]:
    """Yield a line a paragraph and a line a row, cells divided by ｜."""
    for block in structure.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield "｜".join("　".join(cell).replace("\n", "　") for cell in row)
        else:
            yield block


def main() -> int:
    """Record all documents."""
    with TemporaryDirectory() as folder:
        found = recorded(assemble(full(), TEMPLATES, Path(folder)))
    for document, text in found.items():
        (GOLDEN / f"{document}.txt").write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
