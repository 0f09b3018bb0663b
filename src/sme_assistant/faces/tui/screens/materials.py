"""材料清单: the eleven materials, their state and what each still wants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.content import Content

from sme_assistant.assistant import boards, presenter
from sme_assistant.assistant.commands import Command
from sme_assistant.assistant.conversation import Standing
from sme_assistant.dialogue.citations import cited
from sme_assistant.dialogue.programme import QuestionDefinition
from sme_assistant.engine.materials import (
    EvidenceState,
    EvidenceStatus,
    MaterialStatus,
)
from sme_assistant.faces.tui.screens.lists import Item, ListScreen
from sme_assistant.faces.tui.wording import plain, shown
from sme_assistant.phrases import Tui


class MaterialsScreen(ListScreen):
    """The materials of article 9; Enter goes to the question that settles one."""

    hint = Tui.MATERIALS_HINT
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command.HELP,
        Command.PROGRESS,
        Command.BOARD,
        Command.PREVIEW,
        Command.PALETTE,
    )

    def __init__(self, standing: Standing) -> None:
        super().__init__()
        self._standing = standing
        self._statuses = {s.material.item: s for s in standing.materials()}

    def on_mount(self) -> None:
        """Name the screen."""
        self.show_status(Tui.MATERIALS_TITLE)

    def items(self) -> Sequence[Item]:
        """Return the materials in article 9's order."""
        cards = boards.materials_card(self._statuses.values())
        return [
            Item(item, plain(card.text.partition("：")[0]))
            for item, card in zip(self._statuses, cards, strict=True)
        ]

    def detail(self, item: Item) -> Content:
        """Say what a material consists of and what it still wants."""
        status = self._statuses[item.id]
        title = f"{cited(item.id)}　{status.material.title}"
        parts = [plain(title, "bold $say-accent"), *self._parts(status)]
        if (question := self._question(status)) is not None:
            number = presenter.question_numbers(self._standing).get(question.id, 0)
            label = presenter.subject_label(self._standing.programme, question.subject)
            told = Tui.LIST_JUMP.format(number=number, label=label)
            parts.append(plain("\n" + told, "bold $say-accent"))
        lists = boards.lists_about(self._standing, item.id)
        parts += [plain(say.text, "$say-dim") for say in lists]
        quoted = presenter.clause_card(self._standing.programme, item.id)
        return Content("\n").join([*parts, plain(""), shown(quoted)])

    def _parts(self, status: MaterialStatus) -> Iterator[Content]:
        for document in status.documents:
            state = boards.document_word(document)
            told = Tui.MATERIAL_EVIDENCE.format(
                mark=Tui.DONE if document.complete else Tui.OPEN,
                title=document.document.model.title,
                state=state,
            )
            yield plain(told, "$say-met" if document.complete else "$say-open")
        for evidence in status.evidence:
            is_ready = evidence.state is EvidenceState.READY
            note = boards.note_of(self._standing, evidence.item)
            words = (boards.evidence_word(evidence), note)
            told = Tui.MATERIAL_EVIDENCE.format(
                mark=Tui.DONE if is_ready else Tui.OPEN,
                title=evidence.item.model.title,
                state=Tui.COLON.join(filter(None, words)),
            )
            yield plain(told, "$say-met" if is_ready else "$say-open")
            yield from self._files(evidence)
        if status.files:
            yield plain(Tui.MATERIAL_FILES.format(count=status.files))

    def _files(self, status: EvidenceStatus) -> Iterator[Content]:
        """Say what the files of an item are and what is wrong with them."""
        if status.item.id not in self._standing.state.attached:
            return
        from sme_assistant.assistant import evidence  # noqa: PLC0415

        for say in evidence.file_says(evidence.line_of(self._standing, status).files):
            is_wrong = say.role is presenter.Role.WARNING
            yield plain(f"  {say.text}", "$say-unmet" if is_wrong else "")

    def _question(self, status: MaterialStatus) -> QuestionDefinition | None:
        """Return the first question on the path that what is wanting asks for.

        Where nothing is wanting it is one of what is there, to look at its files again.
        """
        programme = self._standing.programme
        pending = [e for e in status.evidence if e.state is EvidenceState.PENDING]
        wanted = [programme.facts[e.item.model.fact].asked_by for e in pending]
        wanted += [
            programme.rosters[programme.rosters[roster].source].asked_by
            for d in status.documents
            if not d.complete
            and (roster := d.document.model.roster or d.document.model.for_each)
        ]
        attached = self._standing.state.attached
        held = [e for e in status.evidence if e.item.id in attached]
        others = [e for e in status.evidence if e.state is EvidenceState.READY]
        wanted += [
            programme.facts[e.item.model.fact].asked_by for e in (*held, *others)
        ]
        for question in (q for questions in wanted for q in questions):
            if self._standing.evaluation.relevant(question) is True:
                return programme.questions[question]
        return None

    def choose(self, item: Item) -> None:
        """Go to the question of what is wanting."""
        question = self._question(self._statuses[item.id])
        if question is not None:
            self.dismiss(question.id)
