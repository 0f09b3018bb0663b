"""Zip files with the same bytes whenever their contents are the same."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE = 0o100644 << 16
_FIRST = "[Content_Types].xml"
_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_STYLES = "xl/styles.xml"
_FONT = re.compile(rb"<font>(.*?)</font>", re.DOTALL)
_PROPERTY = re.compile(rb"<(\w+)[^>]*/>")
_FONT_ORDER = (
    b"b", b"i", b"strike", b"condense", b"extend", b"outline", b"shadow", b"u",
    b"vertAlign", b"sz", b"color", b"name", b"family", b"charset", b"scheme",
)  # fmt: skip
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


def settled_docx(raw: bytes, title: str, at: datetime) -> bytes:
    """Zip a Word file anew, with our own properties and no trace of when it ran."""
    core = _CORE_XML.format(title=escape(title), at=stamp(at)).encode()
    return zipped({**_members(raw), _CORE: core})


def settled_xlsx(raw: bytes, at: datetime) -> bytes:
    """Zip an Excel file anew; its library stamps the time of saving on it."""
    members = _members(raw)
    when = stamp(at).encode()
    members[_STYLES] = _FONT.sub(_ordered, members[_STYLES])
    members[_CORE] = _MODIFIED.sub(rb"\g<1>" + when + rb"\g<2>", members[_CORE])
    return zipped(members)


def _ordered(font: re.Match[bytes]) -> bytes:
    """Put the properties of a font in the order that the schema wants."""
    found = {p.group(1): p.group() for p in _PROPERTY.finditer(font.group(1))}
    kept = (found[name] for name in _FONT_ORDER if name in found)
    return b"<font>" + b"".join(kept) + b"</font>"


def stamp(at: datetime) -> str:
    """Write a moment as document properties want it, to the second."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _members(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as source:
        return {name: source.read(name) for name in source.namelist()}


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Zip files by name, always alike."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(members, key=lambda n: (n != _FIRST, n)):
            info = _info(name, _EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, members[name])
    return target.getvalue()


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
