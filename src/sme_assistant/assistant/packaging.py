"""Make a package of a case: gather the dossier and hand it to the assembly."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sme_assistant.assistant.conversation import Standing
from sme_assistant.assistant.programmes import templates_of

if TYPE_CHECKING:
    from sme_assistant.assembly.dossier import Dossier
    from sme_assistant.assembly.package import Package, Progress


def assemble_case(
    standing: Standing,
    out: Path,
    made_at: datetime,
    evidence: Mapping[str, tuple[Path, ...]] | None = None,
    progress: Progress | None = None,
) -> Package:
    """Write the package of a case into a new folder under ``out``.

    Args:
        standing: The case.
        out: Where the folder and the zip go.
        made_at: The time, in UTC.
        evidence: Material to files; None for the files attached to the case.
        progress: Told how it goes; if it raises, nothing is left behind.

    Raises:
        AssemblyError: It could not be written, or did not read back as meant.
        TemplateError: A Word template asks for what nobody knows.
    """
    # Word and Excel take a third of a second to import, and only a package needs them.
    from sme_assistant.assembly.package import assemble  # noqa: PLC0415

    dossier = dossier_of(standing, made_at, evidence)
    return assemble(dossier, templates_of(standing.programme.meta.id), out, progress)


def dossier_of(
    standing: Standing,
    made_at: datetime,
    evidence: Mapping[str, tuple[Path, ...]] | None = None,
) -> Dossier:
    """Gather what goes into a package; the arguments are those of ``assemble_case``."""
    from sme_assistant.assembly.dossier import Dossier  # noqa: PLC0415

    files = standing.evidence if evidence is None else evidence
    counts = {item: len(paths) for item, paths in files.items()}
    return Dossier(
        evaluation=standing.evaluation,
        state=standing.state,
        verdicts=standing.verdicts,
        conflicts=standing.conflicts,
        materials=standing.materials(counts),
        made_at=made_at,
        evidence=files,
        parked=standing.parked,
    )
