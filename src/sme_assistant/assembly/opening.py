"""Open a package that somebody hands us: a folder or a zip, with nothing trusted."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from sme_assistant.assembly.witness import FORMAT
from sme_assistant.errors import PackageUnreadableError, cause_of
from sme_assistant.phrases import Verify

MANIFEST = "manifest.json"
_LARGEST_MANIFEST = 32 * 1024 * 1024
_LARGEST_ZIP = 4 * 1024**3
_MOST_FILES = 20_000
_HASH = re.compile(r"[0-9a-f]{64}")
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError,
    UnicodeDecodeError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListedFile:
    """One file as the manifest names it.

    Attributes:
        document: Id of the document it is; empty for evidence.
    """

    path: str
    sha256: str
    document: str


@dataclass(frozen=True, slots=True)
class OpenedPackage:
    """A package whose manifest was read and can be used.

    Attributes:
        figures: The file that tells what the package says, and its hash; None if the
            program that made it wrote none.
    """

    root: Path
    name: str
    files: tuple[ListedFile, ...]
    figures: ListedFile | None


@contextmanager
def opened_package(path: Path) -> Iterator[OpenedPackage]:
    """Open a package to look at, for the length of a ``with`` block.

    Raises:
        PackageUnreadableError: It is none, or cannot be used.
    """
    try:
        if path.is_dir():
            yield _read(path, path)
        elif path.is_file():
            with TemporaryDirectory(prefix="sme-assistant-") as place:
                yield _read(_unpacked(path, Path(place)), path)
        else:
            raise _refused(Verify.NOT_THERE, path)
    except OSError as error:
        what = cause_of(error)
        raise _refused(Verify.UNREADABLE_PACKAGE, path, what=what) from error


def _refused(told: Verify, path: Path, **slots: object) -> PackageUnreadableError:
    message = told.format(path=path, manifest=MANIFEST, **slots)
    return PackageUnreadableError(f"no package to verify: {told.name}", message)


def _bad(path: Path, what: str) -> PackageUnreadableError:
    return _refused(Verify.BAD_MANIFEST, path, what=what)


# --- zip --------------------------------------------------------------------


def _unpacked(path: Path, place: Path) -> Path:
    """Unpack a zip; a name that leads out of it, or too much of it, is refused."""
    try:
        with zipfile.ZipFile(path, metadata_encoding="gb18030") as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            if len(members) > _MOST_FILES:
                raise _bad(path, Verify.WHAT_MANY)
            if sum(member.file_size for member in members) > _LARGEST_ZIP:
                raise _bad(path, Verify.WHAT_SIZE)
            for member in members:
                _unpack(archive, member, place, path)
    except _DAMAGED as error:
        raise _refused(Verify.BAD_ZIP, path) from error
    tops = [entry for entry in place.iterdir() if (entry / MANIFEST).is_file()]
    return tops[0] if len(tops) == 1 else place


def _unpack(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: Path, path: Path
) -> None:
    if not _is_inside(member.filename):
        name = member.filename[:80]
        raise _bad(path, Verify.WHAT_PATH.format(name=name))
    target = place / member.filename
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as packed, target.open("wb") as file:
        shutil.copyfileobj(packed, file)


def _is_inside(name: str) -> bool:
    """Whether a path, as a manifest or zip names it, stays where it belongs."""
    parts = PurePosixPath(name).parts
    odd = "\\" in name or "\0" in name or re.match(r"[A-Za-z]:", name)
    return bool(parts) and not odd and name[:1] != "/" and ".." not in parts


# --- manifest ---------------------------------------------------------------


def _read(root: Path, path: Path) -> OpenedPackage:
    told = _manifest(root, path)
    theirs, listed = told.get("format", 0), told.get("files")
    if type(theirs) is not int or not isinstance(listed, list):
        raise _bad(path, Verify.WHAT_SHAPE)
    if theirs > FORMAT:
        raise _refused(Verify.TOO_NEW, path, theirs=theirs, ours=FORMAT)
    if len(listed) > _MOST_FILES:
        raise _bad(path, Verify.WHAT_MANY)
    files = tuple(_listed(one, root, path) for one in listed)
    if len({one.path for one in files}) != len(files):
        raise _bad(path, Verify.WHAT_SHAPE)
    figures = told.get("figures")
    known = None if figures is None else _listed(figures, root, path)
    return OpenedPackage(root, path.name, files, known)


def _manifest(root: Path, path: Path) -> dict[str, object]:
    file = root / MANIFEST
    if not file.is_file():
        raise _refused(Verify.NO_PACKAGE, path)
    if file.stat().st_size > _LARGEST_MANIFEST:
        raise _bad(path, Verify.WHAT_SIZE)
    try:
        told = json.loads(file.read_bytes())
    except (ValueError, RecursionError) as error:
        raise _bad(path, Verify.WHAT_JSON) from error
    if not isinstance(told, dict):
        raise _bad(path, Verify.WHAT_SHAPE)
    return told


def _listed(told: Any, root: Path, path: Path) -> ListedFile:
    match told:
        case {"path": str(name), "sha256": str(digest)} if _HASH.fullmatch(digest):
            if not _is_inside(name) or not _stays(root / name, root):
                raise _bad(path, Verify.WHAT_PATH.format(name=name[:80]))
            document = told.get("document")
            return ListedFile(
                name, digest, document if isinstance(document, str) else ""
            )
    raise _bad(path, Verify.WHAT_SHAPE)


def _stays(file: Path, root: Path) -> bool:
    """Whether a file, its links followed, lies within the package."""
    return file.resolve().is_relative_to(root.resolve())


def sha256(path: Path) -> str:
    """Return the hash of a file's bytes."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
