"""Within a conversation: a typed figure and its list that have come to differ."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from sme_assistant.assistant import boards, presenter
from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.phrases import Figures

if TYPE_CHECKING:
    from sme_assistant.assistant.conversation import Standing
    from sme_assistant.assistant.turns import Turns
    from sme_assistant.engine.conflicts import Conflict


def note(turns: Turns, before: Standing) -> None:
    """Remember to ask about the first figure that has come to differ."""
    known = {conflict.message for conflict in before.conflicts}
    for conflict in turns.standing.conflicts:
        if conflict.difference is not None and conflict.message not in known:
            turns.undecided = conflict.check.id
            return


def recall(turns: Turns) -> None:
    """Ask about the first figure left undecided before the case was opened.

    It may have come to differ where nobody was asked: on the command line, or in
    another sitting that put it off.
    """
    _next(turns, "")


def put(turns: Turns, conflict: Conflict) -> None:
    """Ask which of two figures is to hold."""
    two = conflict.difference
    source = boards.answer_source(turns.standing, two.fact) if two else ""
    turns.say(*presenter.difference_card(turns.standing, conflict, source))


def hear(turns: Turns, conflict: Conflict, text: str) -> bool:
    """Take the list's figure, keep the typed one, or leave it for later."""
    word = unicodedata.normalize("NFKC", text).strip().rstrip(".、")
    labels = presenter.difference_labels(turns.standing, conflict)
    if word in ("1", labels[0]):
        take(turns, conflict)
    elif word in ("2", labels[1]):
        _keep(turns, conflict)
    elif not word:
        turns.say(Say(Role.NOTE, Figures.PUT_OFF))
    else:
        put(turns, conflict)
        return False
    turns.undecided = ""
    _next(turns, conflict.check.id)
    return True


def _next(turns: Turns, decided: str) -> None:
    """Go on to the next figure that differs and is undecided, as checks follow."""
    standing = turns.standing
    order = [*standing.programme.checks]
    start = order.index(decided) + 1 if decided else 0
    later = frozenset(order[start:])
    open_points = {p.subject for p in standing.points if not standing.lets_stand(p)}
    for conflict in standing.conflicts:
        name = conflict.check.id
        if conflict.difference and name in later and name in open_points:
            turns.undecided = name
            return


def take(turns: Turns, conflict: Conflict) -> None:
    """Let a list's figure hold: what was typed is withdrawn."""
    if conflict.difference is not None:
        before = turns.standing
        turns.conversation.clear(conflict.difference.fact)
        turns.say(presenter.figure_taken(before, conflict))
        entry = turns.standing.state.effective[-1]
        turns.say(*presenter.consequences(before, turns.standing, entry))
        turns.say(presenter.standing_line(turns.standing))


def _keep(turns: Turns, conflict: Conflict) -> None:
    """Keep the typed figure; where the forms cannot be right so, it stays open."""
    if conflict.check.model.severity == "block":
        turns.say(Say(Role.NOTE, Figures.KEPT_FOR_NOW))
        return
    for point in turns.standing.points:
        if point.subject == conflict.check.id:
            turns.conversation.let_stand(point)
            turns.echo()
            return
