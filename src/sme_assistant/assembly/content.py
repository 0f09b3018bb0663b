"""All that templates may ask for, under the paths by which they ask.

``vocabulary`` says which paths there are for a programme; ``content`` gives each its
text, flag or rows for one case. Both are made of the same parts, so that what the
checker of templates allows is just what a package can fill.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from sme_assistant.assembly import assessment, inventory
from sme_assistant.assembly.charts import Chart, chart_paths, charts, title
from sme_assistant.assembly.dossier import Dossier
from sme_assistant.assembly.figures import (
    clean,
    fact_flag,
    fact_paths,
    fact_text,
    parameter_paths,
    parameter_text,
)
from sme_assistant.assembly.listings import (
    NUMBER,
    Listing,
    choosing,
    listing,
    roster_listings,
    roster_lists,
)
from sme_assistant.assembly.words import Word
from sme_assistant.dialogue.programme import Programme
from sme_assistant.engine.choosing import is_chosen
from sme_assistant.engine.open_points import PointKind
from sme_assistant.engine.verdicts import Outcome

DRAFT_MARK = "draft_mark"
_DRAFT_WORD = "draft_word"
_DRAFT, _BOUND = "draft", "bound"
_OF_THE_VOLUME = (
    "divider.clause", "divider.title", "divider.paper", "divider.lacking",
    "notice.file", "notice.text",
)  # fmt: skip
_DIVIDER = ("divider", "divider.on_paper", "divider.missing")
_BOUND_PARTS = "bound_parts"
SUMMARY = "summary"
_SECTIONS = ("established", "hangs_on", "mend", "to_find", "to_bring", "next")
SUMMARY_TEXTS = tuple(
    f"{SUMMARY}.{name}"
    for name in ("applicant", "day", "programme", "outcome", "sign_off", *_SECTIONS)
)
"""Of the summary after a call: texts, and the titles of its sections."""
SUMMARY_LISTS = tuple(f"{SUMMARY}_{name}" for name in _SECTIONS)
_COLUMNS = {**assessment.COLUMNS, **inventory.COLUMNS}
_LISTS = {**assessment.LISTS, **inventory.LISTS}
_OUTCOME = {
    Outcome.ELIGIBLE: Word.ELIGIBLE,
    Outcome.INELIGIBLE: Word.INELIGIBLE,
    Outcome.INCOMPLETE: Word.INCOMPLETE,
}

_REASONS = {
    PointKind.GAP: Word.REASON_GAPS,
    PointKind.CONFLICT: Word.REASON_CONFLICTS,
    PointKind.MATERIAL: Word.REASON_MATERIALS,
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The paths that templates of a programme may use.

    Attributes:
        texts: What may stand between ``{{`` and ``}}``.
        flags: What may stand in a condition; a list's name asks whether it has rows.
        lists: The columns of each list.
    """

    texts: frozenset[str]
    flags: frozenset[str]
    lists: Mapping[str, frozenset[str]]

    @property
    def marks(self) -> frozenset[str]:
        """Every path that may be printed, columns of lists included."""
        columns = (f"{n}.{c}" for n, paths in self.lists.items() for c in paths)
        return self.texts.union(columns)


@dataclass(frozen=True, slots=True)
class Content:
    """The same paths, filled for one case.

    Attributes:
        charts: Path to what is drawn there; its text is what the drawing says.
    """

    texts: Mapping[str, str]
    flags: Mapping[str, bool]
    lists: Mapping[str, Listing]
    charts: Mapping[str, Chart] = field(default_factory=dict)


def vocabulary(programme: Programme) -> Vocabulary:
    """Return the paths that templates of a programme may use."""
    texts = {*_general(programme), *parameter_paths(programme)}
    texts |= {DRAFT_MARK, _DRAFT_WORD, "draft_reasons", "made_on", "verdict"}
    flags = {_DRAFT, _BOUND}
    for path in chart_paths(programme):
        texts |= {path, f"{path}.title"}
        flags.add(path)
    for fact in programme.facts.values():
        fact_texts, fact_flags = fact_paths(fact)
        texts.update(fact_texts)
        flags.update(fact_flags)
    for name in choosing(programme):
        texts.add(f"{name}_count")
        flags.add(f"{name}_chosen")
    lists = {name: frozenset(paths) for name, paths in roster_lists(programme)}
    for name, columns in _COLUMNS.items():
        lists[name] = frozenset((NUMBER, *columns))
    texts.update(_OF_THE_VOLUME)
    flags.update(_DIVIDER)
    lists[_BOUND_PARTS] = frozenset((NUMBER, "title", "page"))
    texts.update(SUMMARY_TEXTS)
    lists |= dict.fromkeys(SUMMARY_LISTS, frozenset((NUMBER, "text")))
    return Vocabulary(frozenset(texts), frozenset(flags.union(lists)), lists)


def content(
    dossier: Dossier,
    files: assessment.Files,
    pages: Mapping[str, int] | None = None,
) -> Content:
    """Fill every path for one case.

    Args:
        dossier: The case.
        files: What the contents list says each material consists of.
        pages: Citation of a material, or id of a document, to its first page in the
            bound volume; None where nothing is bound.
    """
    volume = assessment.Volume(files, pages or {})
    evaluation, programme = dossier.evaluation, dossier.programme
    texts = {**_general(programme), **_particular(dossier)}
    texts |= dict.fromkeys((*_OF_THE_VOLUME, *SUMMARY_TEXTS), Word.NOT_APPLICABLE)
    flags = {_DRAFT: dossier.draft, _BOUND: bool(pages)}
    flags |= dict.fromkeys(_DIVIDER, False)
    for path in parameter_paths(programme):
        texts[path] = parameter_text(evaluation, path)
    for fact in programme.facts.values():
        fact_texts, fact_flags = fact_paths(fact)
        texts |= {path: fact_text(evaluation, path) for path in fact_texts}
        flags |= {path: fact_flag(evaluation, path) for path in fact_flags}
    drawn = charts(evaluation)
    for path in chart_paths(programme):
        wording = programme.charts[path.partition(".")[2]].title
        texts[f"{path}.title"] = title(evaluation, wording)
        texts[path] = drawn[path].words if path in drawn else Word.NOT_APPLICABLE
        flags[path] = path in drawn
    lists = dict(roster_listings(evaluation))
    for name in choosing(programme):
        texts[f"{name}_count"] = str(len(lists[name].rows))
        flags[f"{name}_chosen"] = is_chosen(evaluation, name)
    for name, rows in _LISTS.items():
        lists[name] = listing(rows(dossier, volume))
    lists |= dict.fromkeys((_BOUND_PARTS, *SUMMARY_LISTS), listing(()))
    flags |= {name: bool(found.rows) for name, found in lists.items()}
    printed = {path: clean(text) for path, text in texts.items()}
    return Content(printed, flags, lists, drawn)


def _general(programme: Programme) -> dict[str, str]:
    meta = programme.meta
    texts = {
        "programme.title": meta.title,
        "programme.edition": meta.edition,
        "programme.edition_notice": meta.edition_notice,
        "programme.version": str(meta.version),
        "regulation.title": programme.regulation.title,
        "applicant": "",
    }
    for name, authority in meta.authorities.items():
        texts[f"authorities.{name}.printed"] = authority.printed
        texts[f"authorities.{name}.now"] = authority.now
    return texts


def _particular(dossier: Dossier) -> dict[str, str]:
    made = dossier.made_at
    return {
        **_draft_texts(draft=dossier.draft),
        "draft_reasons": Word.SEPARATOR.join(draft_reasons(dossier)),
        "made_on": Word.DAY.format(year=made.year, month=made.month, day=made.day),
        "verdict": _OUTCOME[dossier.outcome],
        "applicant": fact_text(dossier.evaluation, dossier.programme.meta.named_by),
    }


def marked(filled: Content, *, draft: bool) -> Content:
    """Return the same with the draft mark, or without."""
    texts = {**filled.texts, **_draft_texts(draft=draft)}
    return replace(filled, texts=texts, flags={**filled.flags, _DRAFT: draft})


def _draft_texts(*, draft: bool) -> dict[str, str]:
    if not draft:
        return {DRAFT_MARK: "", _DRAFT_WORD: ""}
    return {DRAFT_MARK: Word.DRAFT_MARK, _DRAFT_WORD: Word.DRAFT}


def draft_reasons(dossier: Dossier) -> Iterator[str]:
    """Say why a package is a draft, or is none, and what the applicant lets stand."""
    counts = Counter(point.kind for point in dossier.unaccepted)
    for kind, reason in _REASONS.items():
        if counts[kind]:
            yield reason.format(count=counts[kind])
    if counts[PointKind.CLAUSE]:
        unmet = dossier.outcome is Outcome.INELIGIBLE
        yield Word.REASON_UNMET if unmet else Word.REASON_UNKNOWN
    if not counts:
        yield Word.ENOUGH_ACCEPTED if dossier.accepted else Word.ENOUGH
    if dossier.accepted:
        lines = "".join(f"\n{line}" for line in _accepted(dossier))
        yield Word.ACCEPTED.format(count=len(dossier.accepted), points=lines)


def _accepted(dossier: Dossier) -> Iterator[str]:
    """List the points that the applicant lets stand, by who said so, and when."""
    said: dict[str, list[str]] = {}
    for number, point in enumerate(dossier.accepted, 1):
        entry = dossier.state.accepted[point.id]
        head = Word.ACCEPTED_BY.format(
            who=entry.who or Word.APPLICANT,
            day=f"{entry.at.astimezone(dossier.made_at.tzinfo):%Y-%m-%d}",
        )
        line = Word.ACCEPTED_POINT.format(number=number, words=point.words.rstrip("。"))
        said.setdefault(head, []).append(line)
    for head, lines in said.items():
        yield from (head, *lines)
