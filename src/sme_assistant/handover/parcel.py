"""What is handed over of a case, written as one file and read back.

Under the seal lie lines of JSON: first what the case is and what follows, then each
entry of the log as a record, each draft; then the bytes of the evidence files, one
after the other. Nothing is compressed but what the log itself holds packed, so a file
cannot grow much beyond its size. Whoever reads it proves all of it before anything is
written anywhere; evidence goes straight to where it stays.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from shutil import copyfileobj
from typing import Any, BinaryIO, Final
from zlib import decompressobj
from zlib import error as ZipError  # noqa: N812 (its own name says nothing)

from sme_assistant.engine.log import Action, Entry
from sme_assistant.engine.records import (
    NotKnownError,
    from_record,
    strictly_carried_by,
    to_record,
)
from sme_assistant.engine.text_tables import (
    TextTable,
    is_packed,
    rows_from_text,
    rows_to_text,
)
from sme_assistant.errors import HandoverError, cause_of
from sme_assistant.handover.sealing import (
    Sealed,
    Sink,
    Stream,
    opened_sealed,
    sealed_to,
)
from sme_assistant.phrases import Handover

Progress = Callable[[int, int, str], None]
"""Hears how much is done, of how much, and what is done just now."""

LARGEST_FILE: Final = 8 * 1024**3
LARGEST_EVIDENCE: Final = 256 * 1024**2
MOST_ENTRIES: Final = 200_000
MOST_DRAFTS: Final = 2_000
MOST_CALLS: Final = 10_000
MOST_FILES: Final = 10_000
LARGEST_LOG: Final = 512 * 1024**2
LARGEST_LIST: Final = 256 * 1024**2
"""Of one list when it is unpacked."""

_LONGEST_LABEL: Final = 8 * 1024**2
_PIECE: Final = 1024 * 1024
_UID: Final = re.compile("[0-9a-f]{32}")
_SHA: Final = re.compile("[0-9a-f]{64}")
_NO_NAME: Final = re.compile(r"[/\\:\x00-\x1f\x7f]|^\.{0,2}$")
_SIGNS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Would be carried out by a terminal instead of shown. Our answers hold none."""
_MAYBE_SIGNS: Final = re.compile(rb"\\u00|\\[bfr]|\x7f|\xc2[\x80-\x9f]")
"""Whether there may be such signs in a line of JSON, texts within texts too."""
_AS_IT_IS: Final = "path"
"""What is checked by itself: an odd name is refused."""
_WITHIN: Final = "rows"
_RIGHTS: Final = 0o600
_NEW: Final = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class FileNote:
    """An evidence file that goes along.

    Attributes:
        name: Without a path.
    """

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Label:
    """What is said of a case before its log.

    Attributes:
        name: What it is called where it comes from.
        uid: Which case it is.
        programme: What is applied for.
        edition: The edition of the programme it was filled in under.
        version: The version of its dialogue.
        created_at: When the case was begun.
        made_at: When the file was written.
        program: The version of the program that wrote it.
    """

    name: str
    uid: str
    programme: str
    edition: str
    version: int
    created_at: datetime
    made_at: datetime
    program: str


@dataclass(frozen=True, slots=True)
class CallNote:
    """A call that is to be made about the case.

    Attributes:
        staff: Who agreed on it.
    """

    day: date
    what: str
    staff: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Parcel:
    """A case to hand over.

    Attributes:
        entries: Its log. Files attached are named without their paths.
        drafts: Question to the text begun there.
        files: The evidence files that go along.
        calls: The calls that are to be made.
    """

    label: Label
    entries: tuple[Entry, ...]
    drafts: Mapping[str, str] = field(default_factory=dict)
    files: tuple[FileNote, ...] = ()
    calls: tuple[CallNote, ...] = ()


def is_bare_name(name: str) -> bool:
    """Whether a text is the name of a file and leads nowhere else."""
    return not _NO_NAME.search(name)


# --- writing --------------------------------------------------------------


def write_parcel(
    path: Path,
    parcel: Parcel,
    sources: Mapping[str, Path],
    passphrase: str | None,
    progress: Progress | None = None,
) -> None:
    """Write a case to a file that nobody has yet, for its owner alone.

    Args:
        path: The file.
        parcel: The case.
        sources: Hash of each evidence file to where it lies.
        passphrase: None to leave the file readable for everybody.
        progress: Hears how far it is; if it raises, nothing is left.

    Raises:
        HandoverError: It cannot be written; nothing is left of it.
    """
    try:
        os.close(os.open(path, _NEW, _RIGHTS))  # the name is ours from here on
    except FileExistsError:
        raise HandoverError(
            "the file is there already", Handover.IS_THERE.format(path=path)
        ) from None
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from None
    part = path.with_name(f".{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        with _new(part) as target:
            _write(sealed_to(target, passphrase), parcel, sources, progress)
            target.flush()
            os.fsync(target.fileno())
        part.replace(path)
    except BaseException as error:
        with suppress(OSError):
            path.unlink()
        if isinstance(error, OSError):
            raise _unwritable(path, error) from None
        raise


def _unwritable(path: Path, error: OSError | ValueError) -> HandoverError:
    what = cause_of(error) if isinstance(error, OSError) else Handover.NO_PATH
    told = Handover.UNWRITABLE.format(path=path, what=what)
    return HandoverError("the file cannot be written", told)


@contextmanager
def _new(path: Path) -> Iterator[BinaryIO]:
    """Make a file for its owner alone; it goes again if the block fails."""
    with os.fdopen(os.open(path, _NEW, _RIGHTS), "wb") as target:
        try:
            yield target
        except BaseException:
            target.close()
            with suppress(OSError):
                path.unlink()
            raise


def _write(
    sink: Sink,
    parcel: Parcel,
    sources: Mapping[str, Path],
    progress: Progress | None,
) -> None:
    sink.write(_line(_label(parcel)))
    total = len(parcel.entries) + sum(file.size for file in parcel.files) // _PIECE
    tell = _teller(progress, total + 1, Handover.WRITING)
    for number, entry in enumerate(parcel.entries, start=1):
        sink.write(_line({"entry": to_record(entry)}))
        tell(number)
    for question, text in parcel.drafts.items():
        sink.write(_line({"draft": question, "text": text}))
    for call in parcel.calls:
        sink.write(_line({"call": _call_told(call)}))
    done = 0
    for note in parcel.files:
        for piece in _pieces(note, sources[note.sha256]):
            sink.write(piece)
            done += len(piece)
            tell(len(parcel.entries) + done // _PIECE)
    sink.end()
    tell(total + 1)


def _teller(progress: Progress | None, total: int, what: str) -> Callable[[int], None]:
    def tell(done: int) -> None:
        if progress is not None:
            progress(min(done, total), total, what)

    return tell


def _label(parcel: Parcel) -> dict[str, Any]:
    told = asdict(parcel.label)
    for name in ("created_at", "made_at"):
        told[name] = told[name].astimezone(UTC).isoformat(timespec="microseconds")
    counts = {
        "entries": len(parcel.entries),
        "drafts": len(parcel.drafts),
        "calls": len(parcel.calls),
    }
    return {"case": told, **counts, "files": [asdict(file) for file in parcel.files]}


def _call_told(call: CallNote) -> dict[str, str]:
    return {
        "day": call.day.isoformat(),
        "what": call.what,
        "staff": call.staff,
        "made_at": call.made_at.astimezone(UTC).isoformat(timespec="microseconds"),
    }


def _line(told: Mapping[str, Any]) -> bytes:
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8") + b"\n"


def _pieces(note: FileNote, source: Path) -> Iterator[bytes]:
    """Yield a file's bytes; it must be what it was when it was attached."""
    found, size = sha256(), 0
    with source.open("rb") as opened:
        while (piece := opened.read(_PIECE)) and size <= note.size:
            found.update(piece)
            size += len(piece)
            yield piece
    if (found.hexdigest(), size) != (note.sha256, note.size):
        told = Handover.FILE_CHANGED.format(name=note.name)
        raise HandoverError("an evidence file changed meanwhile", told)


# --- reading --------------------------------------------------------------


class Opened:
    """A file that was read to its end and proven; made by ``opened_parcel``.

    Attributes:
        path: The file.
        parcel: What is in it.
    """

    def __init__(
        self, path: Path, sealed: Sealed, key: bytes, progress: Progress | None
    ) -> None:
        self.path = path
        self._sealed = sealed
        self._key = key
        self._progress = progress
        body = _Body(sealed.stream(key), self._teller(Handover.READING))
        self.parcel = _read(body)
        for note in self.parcel.files:
            _proven(body, note, lambda _piece: None)
        body.must_end()

    def unpack(self, places: Mapping[str, Sequence[Path]]) -> list[Path]:
        """Write the evidence files that go along.

        Args:
            places: Hash to where the file shall lie, under each of its names, of those
                that are wanted. One that is there already stays.

        Returns:
            The files that were made.

        Raises:
            HandoverError: One cannot be written; none of them is left.
        """
        made: list[Path] = []
        body = _Body(self._sealed.stream(self._key), self._teller(Handover.UNPACKING))
        _read(body)
        for note in self.parcel.files:
            place, *more = places.get(note.sha256) or (None,)
            if place is None:
                _proven(body, note, lambda _piece: None)
                continue
            try:
                _unpack(body, note, place, made)
                for other in more:
                    _put_beside(place, other, made)
            except BaseException as error:
                remove_files(made)
                _remove_empty(place.parent)
                if isinstance(error, OSError):
                    raise _unwritable(place, error) from None
                raise
        return made

    def _teller(self, what: str) -> Callable[[int], None]:
        return _teller(self._progress, self._sealed.size or 1, what)


def remove_files(files: Sequence[Path]) -> None:
    """Remove files that were unpacked in vain, and folders that hold nothing else."""
    for path in files:
        with suppress(OSError):
            path.unlink()
            _remove_empty(path.parent)


def _remove_empty(folder: Path) -> None:
    """Remove a folder that was made for files, and those above, if empty."""
    with suppress(OSError):
        for each in (folder, folder.parent, folder.parent.parent):
            each.rmdir()


def needs_passphrase(path: Path) -> bool:
    """Whether a file cannot be read without a passphrase.

    Raises:
        HandoverError: It is no such file, or cannot be read.
    """
    with _sealed(path) as sealed:
        return sealed.needs_passphrase


@contextmanager
def opened_parcel(
    path: Path, passphrase: str | None, progress: Progress | None = None
) -> Iterator[Opened]:
    """Read a file to its end and prove it; it stays open for the ``with`` block.

    Raises:
        HandoverError: It is no such file, not whole, or the passphrase is wrong.
    """
    with _sealed(path) as sealed:
        yield Opened(path, sealed, sealed.key(passphrase), progress)


@contextmanager
def _sealed(path: Path) -> Iterator[Sealed]:
    try:
        if not path.is_file():
            told = Handover.NO_FILE.format(path=path)
            raise HandoverError("no such file", told)
        source = path.open("rb")
    except (OSError, ValueError) as error:
        what = cause_of(error) if isinstance(error, OSError) else Handover.NO_PATH
        told = Handover.UNREADABLE.format(path=path, what=what)
        raise HandoverError("the file cannot be read", told) from None
    with source:
        size = os.fstat(source.fileno()).st_size
        if size > LARGEST_FILE:
            raise HandoverError("the file is too large", Handover.TOO_LARGE)
        yield opened_sealed(source, size)


class _Body:
    """The bytes under the seal, by lines and by lengths."""

    def __init__(self, stream: Stream, tell: Callable[[int], None]) -> None:
        self._stream = stream
        self._tell = tell
        self._held = b""
        self._read = 0

    def _more(self) -> bool:
        data = self._stream.read(_PIECE)
        self._read += len(data)
        self._tell(self._read)
        self._held += data
        return bool(data)

    def line(self, longest: int) -> bytes:
        """Return the next line, without its end."""
        sought = 0
        while (end := self._held.find(b"\n", sought)) < 0:
            sought = len(self._held)
            if sought > longest or not self._more():
                raise malformed()
        line, self._held = self._held[:end], self._held[end + 1 :]
        self._tell(self._read)
        return line

    def piece(self, most: int) -> bytes:
        """Return the next bytes, at least one of them."""
        if not self._held and not self._more():
            raise malformed()
        piece, self._held = self._held[:most], self._held[most:]
        return piece

    def must_end(self) -> None:
        """Make sure that nothing follows."""
        if self._held or self._more():
            raise malformed()


def malformed() -> HandoverError:
    """Return the error for what our program would not have written."""
    return HandoverError("the content is not as written", Handover.MALFORMED)


def _read(body: _Body) -> Parcel:
    """Read all but the files.

    Raises:
        HandoverError: It is not what a program of ours writes, or a newer one did.
    """
    try:
        label, counts, files = _label_of(json.loads(body.line(_LONGEST_LABEL)))
        left = [LARGEST_LOG]
        entries = tuple(_entry(_record(body, left)) for _ in range(counts[0]))
        drafts = dict(_draft(_record(body, left)) for _ in range(counts[1]))
        calls = tuple(_call(_record(body, left)) for _ in range(counts[2]))
        return Parcel(label, entries, drafts, files, calls)
    except NotKnownError:
        raise HandoverError("a word of a newer program", Handover.NEWER_WORDS) from None
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError, ZipError):
        raise malformed() from None


def _record(body: _Body, left: list[int]) -> dict[str, Any]:
    line = body.line(left[0])
    left[0] -= len(line)
    told = _dictionary(json.loads(line))
    return _without_signs(told) if _MAYBE_SIGNS.search(line) else told


def _without_signs(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was read without signs that would command a terminal."""
    return {name: _clean(name, text) for name, text in told.items()}


def _clean(name: str, told: Any) -> Any:
    if isinstance(told, dict):
        return _without_signs(told)
    if not isinstance(told, str) or name == _AS_IT_IS:
        return told
    if name != _WITHIN or is_packed(told):
        return _SIGNS.sub("", told)
    rows = rows_from_text(told)
    clean = (tuple((key, _clean(key, cell)) for key, cell in row) for row in rows)
    return rows_to_text(tuple(clean))


def _dictionary(told: Any) -> dict[str, Any]:
    return told if isinstance(told, dict) else _not()


def _label_of(told: Any) -> tuple[Label, tuple[int, int, int], tuple[FileNote, ...]]:
    case = _without_signs(dict(told["case"]))
    for name in ("created_at", "made_at"):
        case[name] = _instant(case[name])
    label = Label(**case)
    texts: tuple[Any, ...] = (label.name, label.programme, label.edition, label.program)
    entries, drafts, calls = told["entries"], told["drafts"], told["calls"]
    files = tuple(FileNote(**note) for note in told["files"])
    is_fit = (
        all(isinstance(text, str) and _is_savable(text) for text in texts)
        and _UID.fullmatch(label.uid)
        and _counts(label.version, 2**31)
        and _counts(entries, MOST_ENTRIES)
        and _counts(drafts, MOST_DRAFTS)
        and _counts(calls, MOST_CALLS)
        and len(files) <= MOST_FILES
        and len({note.sha256 for note in files}) == len(files)
        and all(map(_is_fit, files))
    )
    if not is_fit:
        _not()
    return label, (entries, drafts, calls), files


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    return instant.astimezone(UTC) if instant.tzinfo else _not()


def _not() -> Any:
    raise ValueError("not as written")


def _counts(number: Any, most: int) -> bool:
    return type(number) is int and 0 <= number <= most


def _is_fit(note: FileNote) -> bool:
    if not is_bare_name(note.name):
        raise HandoverError("an unsafe name", Handover.UNSAFE_NAME)
    return bool(_SHA.fullmatch(note.sha256)) and _counts(note.size, LARGEST_EVIDENCE)


def _is_savable(text: str) -> bool:
    text.encode()  # a lone surrogate is a UnicodeEncodeError, hence a ValueError
    return True


def _draft(record: Mapping[str, Any]) -> tuple[str, str]:
    if record.keys() != {"draft", "text"}:
        raise NotKnownError
    question, text = record["draft"], record["text"]
    if not (isinstance(question, str) and isinstance(text, str)):
        _not()
    _is_savable(question + text)
    return question, text


def _call(record: Mapping[str, Any]) -> CallNote:
    if record.keys() != {"call"}:
        raise NotKnownError
    told = _dictionary(record["call"])
    if told.keys() != {"day", "what", "staff", "made_at"}:
        raise NotKnownError
    day, made_at = date.fromisoformat(told["day"]), _instant(told["made_at"])
    what, staff = told["what"], told["staff"]
    if not (isinstance(what, str) and isinstance(staff, str)):
        _not()
    _is_savable(what + staff)
    return CallNote(day, what, staff, made_at)


def _entry(record: Mapping[str, Any]) -> Entry:
    if record.keys() != {"entry"}:
        raise NotKnownError
    told = _dictionary(record["entry"])
    for name, text in told.items():
        if not isinstance(text, str):
            _not()
        _is_savable(name + text)
    entry = from_record(told)
    _check(entry)
    return entry


def _check(entry: Entry) -> None:
    """Make sure that nothing an entry holds harms whoever opens it later."""
    if not _counts(entry.version, 2**31):
        _not()
    if entry.action is Action.MERGE:
        for carried in strictly_carried_by(entry):
            if carried.action is Action.MERGE and carried.rows:
                _not()  # what is merged is laid bare first
            _check(carried)
    elif entry.action is Action.FILES:
        paths = (text for row in entry.rows for name, text in row if name == "path")
        if not all(map(is_bare_name, paths)):
            raise HandoverError("an unsafe name", Handover.UNSAFE_NAME)
    elif isinstance(entry.rows, TextTable):
        _check_packed(entry.rows)


def _check_packed(table: TextTable) -> None:
    """Unpack a list within bounds, and see that it is one."""
    from binascii import a2b_base64  # noqa: PLC0415

    packed = a2b_base64(table.packed.rpartition(":")[2])
    unpacking = decompressobj()
    text = unpacking.decompress(packed, LARGEST_LIST)
    if not unpacking.eof or unpacking.unused_data or unpacking.unconsumed_tail:
        _not()
    columns = _dictionary(json.loads(text))
    for name, cells in columns.items():
        if len(cells) != len(table) or not all(
            cell is None or (isinstance(cell, str) and _is_savable(cell))
            for cell in cells
        ):
            _not()
        if _SIGNS.search(name + "".join(filter(None, cells))):
            _not()
        _is_savable(name)
    if not columns and len(table):
        _not()


def _proven(body: _Body, note: FileNote, take: Callable[[bytes], Any]) -> None:
    """Read the bytes of a file and prove them."""
    found, left = sha256(), note.size
    while left:
        piece = body.piece(left)
        found.update(piece)
        take(piece)
        left -= len(piece)
    if found.hexdigest() != note.sha256:
        raise malformed()


def _unpack(body: _Body, note: FileNote, place: Path, made: list[Path]) -> None:
    if place.exists():
        _proven(body, note, lambda _piece: None)
        return
    for folder in reversed([place.parent, *place.parent.parents]):
        if not folder.exists():
            folder.mkdir(mode=0o700, exist_ok=True)
    part = place.with_name(f".{note.sha256[:12]}.part")
    part.unlink(missing_ok=True)
    with _new(part) as target:
        _proven(body, note, target.write)
        target.close()
        part.replace(place)
    made.append(place)


def _put_beside(source: Path, place: Path, made: list[Path]) -> None:
    """Let a file lie under another of its names too, in the same folder."""
    if place.exists():
        return
    part = place.with_name(f".{place.name[:40]}.part")
    part.unlink(missing_ok=True)
    with _new(part) as target, source.open("rb") as opened:
        copyfileobj(opened, target)
        target.close()
        part.replace(place)
    made.append(place)
