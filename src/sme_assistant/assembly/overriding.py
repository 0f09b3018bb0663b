"""A person's own Word templates in place of the shipped ones, one by one.

Only the files that are there count, under the names of the shipped ones. One with a
fault is not used: the shipped one is, and the faults are told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sme_assistant.assembly.content import vocabulary
from sme_assistant.assembly.templates import check_template, template_names
from sme_assistant.dialogue.parsing import nearest
from sme_assistant.dialogue.programme import Programme
from sme_assistant.errors import Fault
from sme_assistant.messages import Message
from sme_assistant.paths import is_folder


@dataclass(frozen=True, slots=True)
class OwnTemplates:
    """What a folder of own templates comes to.

    Attributes:
        used: Name of a shipped template to the file used in its place.
        faults: Why others of its files are not used.
    """

    used: Mapping[str, Path] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def own_templates(programme: Programme, folder: Path) -> OwnTemplates:
    """Check the templates of a folder and choose those that can be used."""
    if not is_folder(folder):
        told = Message.OWN_TEMPLATES_MISSING.format()
        return OwnTemplates(faults=(Fault(str(folder), 0, 0, "no-folder", told),))
    repeated = template_names(programme)
    words = vocabulary(programme)
    used: dict[str, Path] = {}
    faults: list[Fault] = []
    for file in word_files(folder):
        if file.name not in repeated:
            faults.append(_unknown(file, repeated))
        elif found := check_template(file, words, repeated[file.name]):
            faults += found
        else:
            used[file.name] = file
    return OwnTemplates(used, tuple(faults))


def word_files(folder: Path) -> Iterator[Path]:
    """Yield the Word files of a folder, without those that Word locks others with."""
    for file in sorted(folder.glob("*.docx")):
        if file.is_file() and not file.name.startswith(("~$", ".")):
            yield file


def _unknown(file: Path, known: Mapping[str, str | None]) -> Fault:
    near = nearest(file.name, known)
    text = Message.TEMPLATE_FOR_NOTHING.format(nearest=near)
    return Fault(file.name, 0, 0, "no-such-template", text)
