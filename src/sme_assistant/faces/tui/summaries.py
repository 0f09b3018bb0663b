"""What the home screen says about a case, once the dialogue files are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from textual.content import Content

from sme_assistant.assistant import boards
from sme_assistant.assistant.cases import standing_of
from sme_assistant.assistant.clock import Clock
from sme_assistant.assistant.conversation import Standing
from sme_assistant.assistant.ports import Casebook
from sme_assistant.dialogue.programme import Programme
from sme_assistant.engine.case import CaseInfo
from sme_assistant.engine.replay import replay
from sme_assistant.errors import SmeAssistantError
from sme_assistant.phrases import Tui
from sme_assistant.values import show


@dataclass(frozen=True, slots=True)
class Summary:
    """How a case stands, in a few words and in full.

    Attributes:
        applicant: Who applies; empty if that is not answered.
        line: Progress and verdict, for the list.
        shown: All there is to say, for the detail.
    """

    applicant: str
    line: str
    shown: Content


def summarised(casebook: Casebook, case: CaseInfo, clock: Clock) -> Summary:
    """Say how a case stands; one that cannot be read says why."""
    try:
        standing = standing_of(casebook, case.name, clock)
    except SmeAssistantError as error:
        told = Tui.HOME_FAILED.format(message=error.user_message)
        return Summary("", "", Content.styled(told, "$say-unmet"))
    applicant = _applicant(standing)
    done, deferred, left = boards.counts(standing)
    total = done + deferred + left
    progress = Tui.HOME_PROGRESS.format(done=done, total=total, deferred=deferred)
    outcome = boards.outcome_word(standing)
    line = Tui.HOME_ROW.format(done=done, total=total, outcome=outcome)
    lines = [
        Tui.HOME_APPLICANT.format(name=applicant)
        if applicant
        else Tui.HOME_NO_APPLICANT,
        Tui.HOME_ANSWERED.format(progress=progress),
        Tui.HOME_VERDICT.format(outcome=outcome),
        Tui.HOME_CREATED.format(day=_day(case.created_at)),
        Tui.HOME_LAST.format(day=_day(case.touched_at)),
    ]
    text = Content.assemble(
        (case.name + "\n", "bold $say-accent"),
        "\n".join(lines),
        (f"\n\n{standing.programme.meta.edition_notice}", "$say-dim"),
    )
    return Summary(applicant, line, text)


def greeting(programme: Programme, clock: Clock) -> Content:
    """Greet a person who is here for the first time, in three sentences."""
    today = clock().astimezone().date()
    standing = Standing(programme, replay(programme, ()), today)
    questions, minutes = boards.counts(standing)[2], boards.minutes(standing)
    told = Tui.GREETING.format(questions=questions, minutes=minutes)
    return Content.assemble(
        (programme.meta.title + "\n\n", "bold $say-accent"),
        told,
        (f"\n\n{programme.meta.edition_notice}", "$say-dim"),
    )


def _applicant(standing: Standing) -> str:
    """Return who applies, by the fact the programme names cases by."""
    name = standing.programme.meta.named_by
    answer = standing.state.answers.get(name) if name else None
    if answer is None:
        return ""
    return show(standing.programme.facts[str(name)].spec, answer.value)


def _day(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")
