"""Make a package of a case: gather the dossier and hand it to the assembly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sme_assistant.assistant.clock import local
from sme_assistant.assistant.conversation import Standing
from sme_assistant.assistant.programmes import templates_of
from sme_assistant.engine.attachments import Attachment

if TYPE_CHECKING:
    from sme_assistant.assembly.dossier import Dossier
    from sme_assistant.assembly.overriding import OwnTemplates
    from sme_assistant.assembly.package import Package, Progress
    from sme_assistant.dialogue.programme import Programme


@dataclass(frozen=True, slots=True)
class How:
    """How a package is made.

    Attributes:
        only: Ids of the documents wanted, for use by themselves; all if empty.
        own: A folder of templates to use in place of shipped ones; None for none.
        bind: Whether everything is bound into one PDF as well.
        looked: What is known of files that are named and not attached, by their paths.
    """

    only: tuple[str, ...] = ()
    own: Path | None = None
    bind: bool = False
    looked: Mapping[str, Attachment] = field(default_factory=dict)


AS_USUAL = How()


def assemble_case(
    standing: Standing,
    out: Path,
    made_at: datetime,
    evidence: Mapping[str, tuple[Path, ...]] | None = None,
    progress: Progress | None = None,
    how: How = AS_USUAL,
) -> Package:
    """Write the package of a case into a new folder under ``out``.

    Args:
        standing: The case.
        out: Where the folder and the zip go.
        made_at: The time, in UTC.
        evidence: Material to files; None for the files attached to the case.
        progress: Told how it goes; if it raises, nothing is left behind.
        how: What of it is wanted, and with whose templates.

    Raises:
        AssemblyError: It could not be written, or did not read back as meant.
        EvidenceError: Attached files are not what they were.
        TemplateError: A Word template asks for what nobody knows.
    """
    # Word and Excel take a third of a second to import, and only a package needs them.
    from sme_assistant.assembly.binding.office import find_office  # noqa: PLC0415
    from sme_assistant.assembly.package import assemble  # noqa: PLC0415

    if evidence is None and not how.only and standing.evidence:
        from sme_assistant.assistant.evidence import still_there  # noqa: PLC0415

        still_there(standing)
    dossier = dossier_of(standing, made_at, evidence, how.only, how.looked)
    templates = templates_of(standing.programme.meta.id)
    own = own_of(standing.programme, how.own)
    converter = find_office() if how.bind else None
    package = assemble(
        dossier, templates, out, progress, own=own.used, converter=converter
    )
    return replace(package, refused=own.faults, own=tuple(sorted(own.used)))


def own_of(programme: Programme, folder: Path | None) -> OwnTemplates:
    """Check a person's own templates, if there is a folder of them."""
    from sme_assistant.assembly.overriding import (  # noqa: PLC0415
        OwnTemplates,
        own_templates,
    )

    return OwnTemplates() if folder is None else own_templates(programme, folder)


def dossier_of(
    standing: Standing,
    made_at: datetime,
    evidence: Mapping[str, tuple[Path, ...]] | None = None,
    only: tuple[str, ...] = (),
    looked: Mapping[str, Attachment] = AS_USUAL.looked,
) -> Dossier:
    """Gather what goes into a package; the arguments are those of ``assemble_case``."""
    from sme_assistant.assembly.dossier import Dossier  # noqa: PLC0415

    counts = None
    if evidence is not None:
        counts = {item: len(paths) for item, paths in evidence.items()}
    return Dossier(
        evaluation=standing.evaluation,
        state=standing.state,
        verdicts=standing.verdicts,
        conflicts=standing.conflicts,
        materials=standing.materials(counts),
        made_at=local(made_at),
        evidence=standing.evidence if evidence is None else evidence,
        parked=standing.parked,
        only=only,
        looked=looked,
    )
