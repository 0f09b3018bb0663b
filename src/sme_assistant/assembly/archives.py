"""Zip files with the same bytes whenever their contents are the same."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE = 0o100644 << 16
_BATCH = 1 << 16
_FIRST = "[Content_Types].xml"
_CORE = "docProps/core.xml"
_CORE_XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    "<cp:coreProperties xmlns:cp="
    '"http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{title}</dc:title><dc:creator></dc:creator>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{at}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{at}</dcterms:modified>'
    "</cp:coreProperties>"
)


def zip_docx(
    parts: Mapping[str, Iterable[bytes]],
    title: str,
    at: datetime,
    target: Path | BinaryIO,
) -> None:
    """Zip the parts of a Word file, with our own properties."""
    core = _CORE_XML.format(title=escape(title), at=stamp(at)).encode()
    zip_parts({**parts, _CORE: (core,)}, target)


def zip_parts(parts: Mapping[str, Iterable[bytes]], target: Path | BinaryIO) -> None:
    """Zip the parts of a file, without a trace of the clock.

    Their pieces are made while they are packed: the file is never whole in memory.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(parts, key=lambda n: (n != _FIRST, n)):
            info = _info(name, _EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w") as packed:
                for batch in _batches(parts[name]):
                    packed.write(batch)


def _batches(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield pieces some at a time: each call of the packer has its price."""
    batch: list[bytes] = []
    size = 0
    for piece in pieces:
        batch.append(piece)
        size += len(piece)
        if size > _BATCH:
            yield b"".join(batch)
            batch, size = [], 0
    yield b"".join(batch)


def stamp(at: datetime) -> str:
    """Write a moment as document properties want it, to the second."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _info(name: str, at: tuple[int, int, int, int, int, int]) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, date_time=at)
    info.create_system = _UNIX
    info.external_attr = _READABLE
    return info


def zip_folder(folder: Path, target: Path, at: datetime) -> None:
    """Zip a folder, itself the top of the archive; its files are packed already."""
    moment = max(_EARLIEST, at.timetuple()[:6])
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path in files_in(folder):
            info = _info(path.relative_to(folder.parent).as_posix(), moment)
            info.file_size = path.stat().st_size
            with path.open("rb") as source, archive.open(info, "w") as packed:
                shutil.copyfileobj(source, packed)


def same_contents(archive: Path, folder: Path) -> bool:
    """Whether an archive holds just the files of a folder, byte for byte."""
    files = list(files_in(folder))
    names = [path.relative_to(folder.parent).as_posix() for path in files]
    with zipfile.ZipFile(archive) as packed:
        return packed.namelist() == names and all(
            _is_packed(packed, name, path)
            for name, path in zip(names, files, strict=True)
        )


def _is_packed(
    packed: zipfile.ZipFile, name: str, path: Path, size: int = 1 << 20
) -> bool:
    """Whether a file stands in an archive, compared some at a time: it may be large."""
    with packed.open(name) as one, path.open("rb") as other:
        while piece := one.read(size):
            if piece != other.read(size):
                return False
        return not other.read(1)


def files_in(folder: Path) -> Iterable[Path]:
    """Return the files below a folder in a fixed order."""
    return sorted((p for p in _walk(folder)), key=lambda p: p.as_posix())


def _walk(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())
