"""The applicant's own files: attach them, say how an item stands, look after them."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sme_assistant.assistant.boards import note_of
from sme_assistant.assistant.conversation import Conversation, Standing
from sme_assistant.assistant.finding import clause_called
from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.dialogue.citations import cited
from sme_assistant.engine.attachments import Attachment
from sme_assistant.engine.materials import EvidenceState, EvidenceStatus
from sme_assistant.errors import EvidenceError, InputError, Problem
from sme_assistant.evidence.changes import Changed, change_of
from sme_assistant.evidence.doubts import doubts, unclear, years_in
from sme_assistant.evidence.gathering import gathered
from sme_assistant.evidence.looking import Refusal, Wrong, refused, registered
from sme_assistant.phrases import Proof, Talk
from sme_assistant.values import Kind, Spec, Understood, Unlikely, read

_PASSED_OVER = frozenset({Wrong.KIND, Wrong.OLD_OFFICE, Wrong.EMPTY})
"""What is left out of a folder by itself; whatever else is wrong is to be mended."""
_MOST_NAMED = 5
_UNITS = ((1024 * 1024, "MB"), (1024, "KB"))


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of files: an ISO date, a period, a note."""

    valid_until: str = ""
    period: str = ""
    note: str = ""


NOTHING_SAID = Said()


@dataclass(frozen=True, slots=True)
class Held:
    """A file and what there is to say of it."""

    file: Attachment
    changed: Changed | None
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """An evidence item, how it stands, and its files."""

    status: EvidenceStatus
    note: str
    is_said: bool
    files: tuple[Held, ...]

    @property
    def state(self) -> str:
        """How it stands: with files, on paper, to come, or not wanted."""
        match self.status.state:
            case EvidenceState.NOT_APPLICABLE:
                return "not_applicable"
            case EvidenceState.READY:
                return "files" if self.files else "paper"
        return "later" if self.is_said or self.files else "open"


STATES: Mapping[str, EvidenceState] = {
    "paper": EvidenceState.READY,
    "later": EvidenceState.PENDING,
    "not_applicable": EvidenceState.NOT_APPLICABLE,
}
"""What a person may say of an item without files."""

STATE_WORDS = {
    "files": Proof.STATE_FILES,
    "paper": Proof.STATE_PAPER,
    "later": Proof.STATE_LATER,
    "not_applicable": Proof.STATE_NOT_APPLICABLE,
    "open": Proof.STATE_OPEN,
}


# --- naming -------------------------------------------------------------------


def item_called(standing: Standing, word: str) -> str:
    """Return the evidence item a word names: its id, its title, or its material.

    Raises:
        InputError: It names none, or a material of several.
    """
    programme = standing.programme
    word = unicodedata.normalize("NFKC", word).strip()
    if word in programme.evidence:
        return word
    material = clause_called(programme, word)
    found = [
        status.item.id
        for m in standing.materials()
        for status in m.evidence
        if m.material.item == material
        and status.state is not EvidenceState.NOT_APPLICABLE
    ]
    if material is None and word:
        found = [e.id for e in programme.evidence.values() if word in e.model.title]
    if len(found) == 1:
        return found[0]
    named = found or [*programme.evidence]
    listed = "".join(f"\n　{i}　{programme.evidence[i].model.title}" for i in named)
    message = Proof.WHICH_ITEM if found else Proof.NO_SUCH_ITEM
    raise InputError("no evidence item", message.format(word=word, listed=listed))


def said_of(standing: Standing, until: str, period: str, note: str) -> Said:
    """Read what a person says of files.

    Raises:
        InputError: The date is none, or the period names no year.
    """
    if until:
        spec = Spec(Kind.DATE, Proof.VALID_UNTIL)
        match read(spec, until, today=standing.today):
            case Understood(value=value) | Unlikely(value=value):
                until = str(value)
            case _:
                raise InputError("no date", Proof.NO_DATE.format(text=until))
    if period and not years_in(unicodedata.normalize("NFKC", period)):
        raise InputError("no year", Proof.NO_YEAR.format(text=period))
    return Said(until, unicodedata.normalize("NFKC", period).strip(), note.strip())


# --- writing ------------------------------------------------------------------


def attached(
    standing: Standing, item: str, paths: Sequence[Path], said: Said = NOTHING_SAID
) -> tuple[list[Attachment], list[Refusal]]:
    """Look at files that are to be the files of an item, and those of folders.

    What was said of a file before stays with it.

    Returns:
        The files, and those that were left out of folders as of no kind we take.

    Raises:
        EvidenceError: One cannot be taken; none of them is then.
    """
    chosen, from_folders = gathered(paths)
    files, bad = registered(chosen)
    left_out = [r for r in bad if r.path in from_folders and r.why in _PASSED_OVER]
    if wrong := [refusal for refusal in bad if refusal not in left_out]:
        raise refused(wrong)
    if paths and not files:
        raise refused(left_out)
    before = {file.path: file for file in standing.state.attached.get(item, ())}
    return [with_words(file, before.get(file.path), said) for file in files], left_out


def with_words(file: Attachment, before: Attachment | None, said: Said) -> Attachment:
    """Return a file with what is said of it now, else what was said before."""
    was = before or file
    return replace(
        file,
        valid_until=said.valid_until or was.valid_until,
        period=said.period or was.period,
        note=said.note or was.note,
    )


def add(
    conversation: Conversation, item: str, paths: Sequence[Path], said: Said
) -> tuple[list[Attachment], list[Refusal]]:
    """Attach files beside those an item has; one it has is looked at anew.

    Raises:
        EvidenceError: One cannot be taken; then nothing changes.
    """
    standing = conversation.standing
    files, left_out = attached(standing, item, paths, said)
    held = beside(standing, item, files)
    conversation.attach(item, held)
    fact = standing.programme.evidence[item].model.fact
    if is_enough(conversation.standing, item) and (
        standing.state.values.get(fact) == EvidenceState.PENDING
    ):
        conversation.mark(item, EvidenceState.READY, Proof.STATE_FILES, "")
    return files, left_out


def is_enough(standing: Standing, item: str) -> bool:
    """Whether an item has as many files as it must have."""
    statuses = (s for m in standing.materials() for s in m.evidence)
    least = next(s.minimum for s in statuses if s.item.id == item)
    return len(standing.state.attached.get(item, ())) >= max(1, least)


def beside(
    standing: Standing, item: str, files: Sequence[Attachment]
) -> list[Attachment]:
    """Return the files of an item with others beside them, or in their place."""
    anew = {file.path: file for file in files}
    kept = standing.state.attached.get(item, ())
    return [*(anew.pop(file.path, file) for file in kept), *anew.values()]


def removed(conversation: Conversation, item: str) -> str:
    """Take all files of an item off it, and say so."""
    title = conversation.programme.evidence[item].model.title
    count = len(conversation.standing.state.attached.get(item, ()))
    if not count:
        return Proof.NOTHING_REMOVED.format(title=title)
    conversation.attach(item, ())
    return Proof.REMOVED.format(title=title, count=count)


def marked(conversation: Conversation, item: str, state: str, note: str = "") -> str:
    """Say how an item stands, and repeat it in words.

    Args:
        conversation: The case.
        item: The evidence item.
        state: One of ``STATES``.
        note: Why, in the person's words.
    """
    word, note = STATE_WORDS[state], note.strip()
    conversation.mark(item, STATES[state], word, note)
    title = conversation.programme.evidence[item].model.title
    told = Proof.NOTE.format(note=note) if note else ""
    fact = conversation.programme.evidence[item].model.fact
    if not conversation.standing.evaluation.is_answered(fact):
        told += Proof.NOT_ASKED_YET
    return Proof.MARKED.format(title=title, state=word, note=told)


# --- looking ------------------------------------------------------------------


def lines(standing: Standing, *, closely: bool = False) -> Iterator[Line]:
    """Yield every evidence item with its files as they are now.

    Args:
        standing: The case.
        closely: Read the files again even if size and time are as they were.
    """
    for material in standing.materials():
        for status in material.evidence:
            yield line_of(standing, status, closely=closely)


def line_of(
    standing: Standing, status: EvidenceStatus, *, closely: bool = False
) -> Line:
    """Return an evidence item with its files as they are now."""
    item = status.item
    answer = standing.state.answers.get(item.model.fact)
    note = note_of(standing, item)
    held = tuple(
        Held(
            file,
            change_of(file, closely=closely),
            doubts(standing.evaluation, item, file),
        )
        for file in standing.state.attached.get(item.id, ())
    )
    return Line(status, note, answer is not None, held)


def changed(standing: Standing, *, closely: bool = False) -> list[tuple[str, Changed]]:
    """Return the files that are wanted and not what they were, with their items."""
    return [
        (line.status.item.id, held.changed)
        for line in lines(standing, closely=closely)
        if line.status.state is not EvidenceState.NOT_APPLICABLE
        for held in line.files
        if held.changed is not None
    ]


def still_there(standing: Standing) -> None:
    """See to it that every file to be copied is what it was when it was attached.

    Raises:
        EvidenceError: Some are not; all of them are named.
    """
    found = changed(standing, closely=True)
    if found:
        problems = [Problem(item, c.file.path, c.words) for item, c in found]
        raise EvidenceError("evidence changed", problems, Proof.NOT_ASSEMBLED)


def looked_into(
    named: Mapping[str, Sequence[Path]],
) -> tuple[dict[str, Attachment], list[str]]:
    """Look into files that an answers file names, and say what is wrong with them.

    They are copied whatever they are: whoever wrote the file is not here to be asked.
    What could not be attached says so in its note.

    Returns:
        What each file is, by its path as it is named; and the sentences.
    """
    paths = list(dict.fromkeys(path for paths in named.values() for path in paths))
    files, bad = registered(paths)
    found = {file.path: file for file in files}
    words = {str(refusal.path): refusal.words for refusal in bad}
    known: dict[str, Attachment] = {}
    told: list[str] = []
    for path in paths:
        whole = os.path.abspath(path)  # noqa: PTH100 (.. goes, links stay)
        if whole in words:
            known[str(path)] = Attachment(whole, note=words[whole])
            told.append(words[whole])
        else:
            known[str(path)] = found[whole]
            told += unclear(found[whole])
    return known, told


# --- saying -------------------------------------------------------------------


def file_words(file: Attachment) -> str:
    """Say what a file is: its kind, pages, size, dots an inch, and what was said."""
    parts = [
        KINDS.get(file.kind, ""),
        Proof.PAGES.format(count=file.pages) if file.pages else "",
        size_words(file.size) if file.size else "",
        f"{file.dpi} DPI" if file.dpi else "",
        Proof.UNTIL.format(day=file.valid_until) if file.valid_until else "",
        Proof.PERIOD.format(period=file.period) if file.period else "",
        file.note,
    ]
    return "，".join(part for part in parts if part)


KINDS = {
    "pdf": "PDF",
    "jpeg": "JPEG",
    "png": "PNG",
    "tiff": "TIFF",
    "docx": "Word",
    "xlsx": "Excel",
}


def size_words(size: int) -> str:
    """Write a number of bytes."""
    for unit, name in _UNITS:
        if size >= unit:
            return f"{size / unit:.1f} {name}"
    return Proof.BYTES.format(count=size)


def item_says(line: Line) -> Iterator[Say]:
    """Say how an item stands, each file it has, and what is wrong with them."""
    item = line.status.item
    told = Proof.ITEM.format(
        clause=cited(item.material),
        title=item.model.title,
        state=STATE_WORDS[line.state],
        note=Proof.NOTE.format(note=line.note) if line.note else "",
        id=item.id,
    )
    yield Say(Role.NOTE, told)
    yield from file_says(line.files)


def file_says(files: Sequence[Held]) -> Iterator[Say]:
    """Say what each file is and what is wrong with it."""
    for held in files:
        about = file_words(held.file)
        told = Proof.FILE.format(
            name=Path(held.file.path).name, about=f"（{about}）" if about else ""
        )
        yield Say(Role.NOTE, f"{Talk.INDENT}{told}")
        if held.changed is not None:
            yield Say(Role.WARNING, held.changed.words)
        for doubt in held.doubts:
            yield Say(Role.WARNING, doubt)


def card(standing: Standing) -> list[Say]:
    """List the evidence that is wanted, with its files and what is wrong with them."""
    return [
        say
        for line in lines(standing)
        if line.files or line.status.state is not EvidenceState.NOT_APPLICABLE
        for say in item_says(line)
    ]


def warnings(standing: Standing, *, closely: bool = False) -> list[str]:
    """Say all that is wrong or doubtful about the files that are wanted."""
    return [
        told
        for line in lines(standing, closely=closely)
        if line.status.state is not EvidenceState.NOT_APPLICABLE
        for held in line.files
        for told in ([held.changed.words] if held.changed else []) + [*held.doubts]
    ]


def left_out_words(left_out: Sequence[Refusal]) -> str:
    """Name the files that were left out of a folder."""
    names = "、".join(refusal.path.name for refusal in left_out[:_MOST_NAMED])
    if len(left_out) > _MOST_NAMED:
        names += "……"
    return Proof.SKIPPED.format(count=len(left_out), names=names)
