"""Check a programme together with its Word templates, and trace its clauses."""

from __future__ import annotations

from pathlib import Path

from sme_assistant.assistant.programmes import load_folder, templates_of
from sme_assistant.dialogue.linting import lint
from sme_assistant.dialogue.programme import Programme
from sme_assistant.dialogue.tracing import Matrix, trace
from sme_assistant.errors import Fault


def lint_folder(folder: Path) -> tuple[Programme, tuple[Fault, ...]]:
    """Load a programme and return it with what is legal but senseless in it.

    Raises:
        DialogueError: The files break the dialogue language.
    """
    from sme_assistant.assembly.templates import check_templates  # noqa: PLC0415

    programme = load_folder(folder)
    templates = templates_of(programme.meta.id)
    faults = [
        *lint(programme, document_facts(programme)),
        *check_templates(programme, templates),
    ]
    return programme, tuple(sorted(faults))


def traced(programme: Programme) -> Matrix:
    """Return the matrix of clauses and everything that rests on them."""
    return trace(programme, document_facts(programme))


def document_facts(programme: Programme) -> dict[str, frozenset[str]]:
    """Return document id to the names its template uses, of those that are there."""
    from sme_assistant.assembly.templates import marks  # noqa: PLC0415

    folder = templates_of(programme.meta.id)
    found: dict[str, frozenset[str]] = {}
    for name, document in programme.documents.items():
        template = folder / document.model.template
        if template.is_file():
            found[name] = frozenset(mark.name for mark in marks(template))
    return found
