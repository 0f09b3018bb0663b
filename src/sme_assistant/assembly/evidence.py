"""The applicant's own files, copied under article 9's numbers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sme_assistant.assembly.names import safe_file_name, unique
from sme_assistant.errors import AssemblyError
from sme_assistant.messages import Message

_ENDINGS = {
    "pdf": ("pdf",),
    "jpeg": ("jpg", "jpeg", "jpe", "jfif"),
    "png": ("png",),
    "tiff": ("tif", "tiff"),
    "docx": ("docx",),
    "xlsx": ("xlsx",),
}
"""How a file of a kind may end; the first is what it gets otherwise."""
_KNOWN = frozenset(ending for endings in _ENDINGS.values() for ending in endings)


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One evidence file and the path it gets within the package."""

    item: str
    source: Path
    path: str


def exhibits(
    evidence: Mapping[str, tuple[Path, ...]],
    folders: Mapping[str, str],
    kinds: Mapping[str, str],
) -> tuple[Exhibit, ...]:
    """Give each evidence file its place, having looked that it can be read.

    Args:
        evidence: Citation of a material to files.
        folders: Citation of a material to the folder its files go to.
        kinds: Path of a file to what it is by its content, where that is known.

    Raises:
        AssemblyError: A file is missing, or belongs to no material.
    """
    return tuple(
        exhibit
        for item, files in evidence.items()
        for exhibit in _exhibits(item, files, folders, kinds)
    )


def _exhibits(
    item: str,
    files: tuple[Path, ...],
    folders: Mapping[str, str],
    kinds: Mapping[str, str],
) -> Iterator[Exhibit]:
    if item not in folders:
        raise AssemblyError(
            f"evidence for an unknown material {item}",
            Message.EVIDENCE_UNPLACED.format(item=item),
        )
    for file in files:
        _look(item, file)
    folder = folders[item]
    names = unique(
        f"{index:02d} {safe_file_name(_named(file, kinds.get(str(file), '')), 'file')}"
        for index, file in enumerate(files, 1)
    )
    for file, name in zip(files, names, strict=True):
        yield Exhibit(item, file, f"{folder}/{name}")


def _named(file: Path, kind: str) -> str:
    """Return a file's name, with the ending that opens what it holds."""
    endings = _ENDINGS.get(kind)
    ending = file.suffix[1:].lower()
    if endings is None or ending in endings:
        return file.name
    return f"{file.stem if ending in _KNOWN else file.name}.{endings[0]}"


def _look(item: str, file: Path) -> None:
    try:
        with file.open("rb") as source:
            source.read(1)
    except OSError as error:
        raise AssemblyError(
            f"an evidence file of {item} cannot be read: {error.strerror}",
            Message.EVIDENCE_UNREADABLE.format(item=item, file=file.name),
        ) from error


def copy(exhibit: Exhibit, root: Path) -> Path:
    """Copy one evidence file to its place below a folder."""
    target = root / exhibit.path
    target.parent.mkdir(exist_ok=True)
    shutil.copyfile(exhibit.source, target)
    return target
