"""Check Word templates, and show one filled with an example."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from sme_assistant.assistant.answers_file import read_answers
from sme_assistant.assistant.clock import day_of
from sme_assistant.assistant.conversation import Standing
from sme_assistant.assistant.packaging import dossier_of
from sme_assistant.assistant.programmes import templates_of
from sme_assistant.dialogue.programme import Programme
from sme_assistant.engine.replay import replay
from sme_assistant.errors import Fault, InputError, TemplateError
from sme_assistant.messages import Message
from sme_assistant.paths import is_file, is_folder
from sme_assistant.phrases import Cli
from sme_assistant.resources import shipped

EXAMPLE: Final = "wanzhou-training"


def template_files(programme: Programme, path: Path | None) -> list[Path]:
    """Return the templates to check: a file, a folder's, or the shipped ones.

    Raises:
        InputError: There is nothing of that name.
    """
    from sme_assistant.assembly.overriding import word_files  # noqa: PLC0415

    if path is None:
        path = templates_of(programme.meta.id)
    if is_file(path):
        return [path]
    files = list(word_files(path)) if is_folder(path) else []
    if not files:
        told = Cli.NO_TEMPLATE_PATH.format(path=path)
        raise InputError("no templates to check", told)
    return files


def checked(
    programme: Programme, files: Iterable[Path]
) -> tuple[list[Fault], list[Fault]]:
    """Return the faults of templates, and what is worth knowing about them."""
    from sme_assistant.assembly.proving import check_file  # noqa: PLC0415
    from sme_assistant.assembly.templates import template_names  # noqa: PLC0415
    from sme_assistant.dialogue.parsing import nearest  # noqa: PLC0415

    repeated = template_names(programme)
    faults: list[Fault] = []
    notes: list[Fault] = []
    for file in files:
        wrong, known = check_file(programme, file, repeated.get(file.name))
        faults += wrong
        notes += known
        if file.name not in repeated:
            text = Message.TEMPLATE_FOR_NOTHING.format(
                nearest=nearest(file.name, repeated)
            )
            notes.append(Fault(file.name, 0, 0, "no-such-template", text))
    return faults, notes


def previewed(
    programme: Programme, name: str, own: Path | None, now: datetime
) -> bytes:
    """Fill one template with the example.

    Args:
        programme: The programme.
        name: A document's id, or the name of its template.
        own: The person's own templates, if there is a folder of them.
        now: The time, in UTC.

    Raises:
        InputError: There is no such template.
        TemplateError: It has faults.
    """
    from sme_assistant.assembly.archives import zip_docx  # noqa: PLC0415
    from sme_assistant.assembly.content import content, vocabulary  # noqa: PLC0415
    from sme_assistant.assembly.plan import plan  # noqa: PLC0415
    from sme_assistant.assembly.templates import check_template  # noqa: PLC0415
    from sme_assistant.assembly.writing import fill  # noqa: PLC0415

    found = [
        d.model
        for d in programme.documents.values()
        if name in {d.id, d.model.template, d.model.template.removesuffix(".docx")}
    ]
    if not found:
        known = "、".join(programme.documents)
        told = Cli.TEMPLATE_UNKNOWN.format(name=name, known=known)
        raise InputError("no such template", told)
    model = found[0]
    template = templates_of(programme.meta.id) / model.template
    if own is not None and (own / model.template).is_file():
        template = own / model.template
    faults = check_template(template, vocabulary(programme), model.for_each)
    if faults:
        listed = "".join(f"\n{f.path}：{f.text.rstrip('。')}" for f in faults)
        raise TemplateError(
            f"{len(faults)} faults in a template",
            Message.TEMPLATE_FAULTS.format(count=len(faults), faults=listed),
        )
    snapshot = read_answers(shipped("examples") / f"{EXAMPLE}.yaml", programme, now)
    state = replay(programme, snapshot.entries)
    dossier = dossier_of(Standing(programme, state, day_of(now)), now, {})
    filled = content(dossier, plan(dossier).files())
    written = io.BytesIO()
    parts = fill(template, filled, model.for_each)
    zip_docx(parts, model.title, dossier.made_at, written)
    return written.getvalue()
