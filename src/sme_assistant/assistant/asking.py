"""Answer a question about the regulation, with the clause and what it means for a case.

For a question alone neither the programme nor the model library is loaded: only the
four files that hold the words. What they say was proved when the dialogue was checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sme_assistant.dialogue.citations import cited, cited_all
from sme_assistant.lookup.book import Entry, book_of
from sme_assistant.lookup.keeping import keep, kept, key_of
from sme_assistant.lookup.ranking import Hit, Index, clauses_of, is_enough
from sme_assistant.marked import load_marked
from sme_assistant.phrases import Ask
from sme_assistant.resources import DEFAULT_PROGRAMME, shipped

if TYPE_CHECKING:
    from sme_assistant.assistant.conversation import Standing
    from sme_assistant.engine.evaluation import Evaluation
    from sme_assistant.engine.verdicts import Verdict

_FILES = ("lookup.yaml", "regulation.yaml", "interpretations.yaml", "programme.yaml")
_MOST_RELATED = 3
_MOST_QUOTED = 2
_LONG_CLAUSE = 70
"""Characters of a clause that is quoted in full with its whole article."""
_RELATED = 0.35
_NEARLY = 0.55
"""Entries this near to the best are related: of a clause in common, and of any."""
Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Quote:
    """A clause and its words."""

    citation: str
    words: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What there is to say to a question.

    Attributes:
        question: As it was asked.
        clauses: The clauses that answer, best first; none if it is not answered.
        text: The plain answer, or that there is none and to whom to turn.
        reading: What to check where the answer takes a reading of its own.
        quotes: The words of the first clauses.
        related: Other questions, as they are plainly asked.
        edition: The text that is followed.
        hits: What was found, best first, for ``--why``.
    """

    question: str
    clauses: tuple[str, ...]
    text: str
    reading: str
    quotes: tuple[Quote, ...]
    related: tuple[str, ...]
    edition: str
    hits: tuple[Hit, ...]

    @property
    def is_answered(self) -> bool:
        """Whether the regulation answers it."""
        return bool(self.clauses)

    @property
    def also(self) -> tuple[str, ...]:
        """The clauses that the answer itself rests on."""
        return self.entry.cites if self.entry else ()

    @property
    def entry(self) -> Entry | None:
        """The entry that answers, if one does."""
        return self.hits[0].entry if self.is_answered else None

    def as_data(self) -> Json:
        """Return what ``ask --json`` prints."""
        told = [self.text, self.reading]
        if self.is_answered:
            told.append(Ask.EDITION.format(edition=self.edition))
        return {
            "question": self.question,
            "answerable": self.is_answered,
            "clauses": list(self.clauses),
            "answer": "".join(filter(None, told)),
            "related": list(self.related),
        }


class Desk:
    """Answers questions about one regulation.

    Args:
        texts: The text of each of its files, by name.
        folder: Where what was counted is kept; None to keep nothing.
        built: Where it was put when the program was built, if it was.
    """

    def __init__(
        self,
        texts: Mapping[str, str],
        folder: Path | None = None,
        built: Path | None = None,
    ) -> None:
        data = {name: _data(text, name) for name, text in texts.items()}
        regulation = data["regulation.yaml"]
        self._quotes = dict(_quotes(regulation))
        self._readings = data["interpretations.yaml"]["interpretations"] or {}
        self._edition = str(data["programme.yaml"]["edition"])
        book = book_of(data["lookup.yaml"])
        clauses = dict(_clauses(regulation))
        key = key_of(texts.values())
        places = filter(None, (built, folder))
        before = next(filter(None, (kept(place, key) for place in places)), None)
        self.index = Index(book, clauses, before)
        if folder and before is None:
            keep(folder, key, self.index.tables)

    def ask(self, question: str) -> Answer:
        """Answer a question. Never raises on what a person may type."""
        hits = tuple(self.index.ask(question))
        answered = is_enough(hits)
        clauses = tuple(clauses_of(hits)) if answered else ()
        top = hits[0].entry if hits and (answered or _is_topic(hits[0])) else None
        entry = top or self.index.book.fallback
        text = entry.answer or Ask.ONLY_THE_WORDS
        if not answered:
            text = f"{text}{entry.turn_to}"
        quoted = [c for c in entry.cites if c in clauses] or list(clauses)
        # A form is a list of boxes: it is quoted only where it is what answers.
        quoted = quoted[:1] + [c for c in quoted[1:] if c[0].isdigit()]
        return Answer(
            question,
            clauses,
            text,
            self._reading(entry) if answered else "",
            tuple(Quote(c, self._quotes[c]) for c in quoted[:_MOST_QUOTED]),
            tuple(self._related(hits, entry)),
            self._edition,
            hits,
        )

    def _reading(self, entry: Entry) -> str:
        reading = self._readings.get(entry.interpretation)
        return Ask.READING.format(ask=reading["ask"]) if reading else ""

    def _related(self, hits: Sequence[Hit], entry: Entry) -> Iterator[str]:
        """Yield other questions: near and akin, near, of the same clause."""
        top = hits[0].score if hits else 0.0
        near = [hit.entry for hit in hits if hit.score >= _RELATED * top]
        akin = [other for other in near if {*other.cites} & {*entry.cites}]
        nearest = [hit.entry for hit in hits if hit.score >= _NEARLY * top]
        same = [e for e in self.index.entries if e.cites[:1] == entry.cites[:1]]
        found = [
            other.asked[0]
            for other in (*akin, *(nearest if entry.is_answer else near), *same)
            if other.id and other.is_answer and other is not entry
        ]
        yield from list(dict.fromkeys(found))[:_MOST_RELATED]


def meaning(answer: Answer, standing: Standing) -> list[str]:
    """Say what the answer means for a case: how what it is about stands there."""
    from sme_assistant.engine.explaining import sentence  # noqa: PLC0415

    entry = answer.entry
    if entry is None:
        return []
    evaluation = standing.evaluation
    verdicts = {v.criterion.id: v for top in standing.verdicts for v in top}
    named = [verdicts[name] for name in entry.criteria if name in verdicts]
    told = [
        sentence(evaluation, verdict) + _gap(evaluation, verdict)
        for verdict in named or _reported(standing, entry.cites)
    ]
    told += _facts(evaluation, entry.facts)
    told += _materials(standing, entry.cites)
    return list(dict.fromkeys(told))


def _reported(standing: Standing, cites: Sequence[str]) -> Sequence[Verdict]:
    """Return the verdict on the first clause; of a whole article, what is wanting."""
    from sme_assistant.engine.verdicts import Status  # noqa: PLC0415

    reported = standing.reported
    if cites[0] in reported:
        return [reported[cites[0]]]
    found = [v for c, v in reported.items() if c.partition("(")[0] == cites[0]]
    settled = (Status.MET, Status.NOT_APPLICABLE)
    return [v for v in found if v.status not in settled] or found


def _facts(evaluation: Evaluation, names: Sequence[str]) -> Iterator[str]:
    """Say what the case has for what the answer is about, where it is known."""
    from sme_assistant.dialogue.expressions import UNKNOWN  # noqa: PLC0415
    from sme_assistant.engine.wording import shown  # noqa: PLC0415

    for name in names:
        if evaluation.fact(name) is not UNKNOWN:
            label = evaluation.programme.facts[name].model.label
            yield Ask.FACT.format(label=label, value=shown(evaluation, name))


def _gap(evaluation: Evaluation, verdict: Verdict) -> str:
    """Say how much is short, where the verdict's own sentence does not."""
    from sme_assistant.engine.explaining import gap_shown  # noqa: PLC0415
    from sme_assistant.engine.gaps import shortfall  # noqa: PLC0415
    from sme_assistant.engine.verdicts import Status  # noqa: PLC0415

    criterion = verdict.criterion
    says_it = "gap" in criterion.wordings[verdict.status].slots
    if verdict.status is not Status.UNMET or says_it:
        return ""
    short = shortfall(evaluation, criterion)
    if short is None:
        return ""
    return Ask.SHORT.format(gap=gap_shown(evaluation.programme, short))


def _materials(standing: Standing, cites: Sequence[str]) -> Iterator[str]:
    from sme_assistant.engine.materials import MaterialState  # noqa: PLC0415

    wanting = (MaterialState.MISSING, MaterialState.PARTIAL)
    for status in standing.materials():
        article = status.material.item.partition("(")[0]
        is_wanting = cites == (article,) and status.state in wanting
        if status.material.item in cites or is_wanting:
            yield Ask.MATERIAL.format(
                title=status.material.title,
                state=Ask[f"MATERIAL_{status.state.name}"],
                clause=cited(status.material.item),
            )


def answer_lines(answer: Answer) -> Iterator[tuple[str, str]]:
    """Yield what people read, each with the name of its role in a conversation."""
    yield "outcome", answer.text
    if answer.is_answered:
        for quote in answer.quotes:
            yield "why", Ask.QUOTE.format(words=quote.words)
        shown = {quote.citation for quote in answer.quotes}
        if rest := [clause for clause in answer.also if clause not in shown]:
            yield "hint", Ask.ALSO.format(clauses=cited_all(rest))
        if answer.reading:
            yield "note", answer.reading
        yield "hint", Ask.EDITION.format(edition=answer.edition)


def related_lines(answer: Answer) -> Iterator[tuple[str, str]]:
    """Yield the other questions one may ask."""
    if answer.related:
        yield "hint", Ask.RELATED
        for question in answer.related:
            yield "hint", Ask.RELATED_ONE.format(question=question)


def why(answer: Answer) -> Iterator[str]:
    """Yield, for the best hits, what matched and how much each match counts."""
    for hit in answer.hits[:_MOST_RELATED]:
        cites = cited_all(hit.entry.cites) or Ask.NO_CLAUSE
        yield Ask.WHY.format(
            score=f"{hit.score:.2f}", phrasing=hit.phrasing, clauses=cites
        )
        if hit.entry.is_answer:
            yield (
                "　"
                + Ask.NEEDED.format(needed=f"{hit.needed:.2f}")
                + Ask.LEANING.format(
                    side=Ask.INSIDE if hit.leaning >= 0 else Ask.OUTSIDE,
                    amount=f"{abs(hit.leaning):.2f}",
                )
                + (
                    Ask.STRANGE.format(signs="、".join(hit.strange))
                    if hit.strange
                    else ""
                )
            )
        shares = (f"{name[0]}“{name[1:]}” {share:.3f}" for name, share in hit.why[:8])
        yield "　" + "　".join(shares)


def why_data(answer: Answer) -> list[Json]:
    """Return the same for ``ask --json --why``."""
    return [
        {
            "score": round(hit.score, 3),
            "needed": round(hit.needed, 3) if hit.entry.is_answer else None,
            "clauses": list(hit.entry.cites),
            "phrasing": hit.phrasing,
            "matched": {name: round(share, 3) for name, share in hit.why},
            "strange": list(hit.strange),
            "leaning": round(hit.leaning, 3) if hit.entry.is_answer else None,
        }
        for hit in answer.hits[:_MOST_RELATED]
    ]


@cache
def desk(programme: str = DEFAULT_PROGRAMME) -> Desk:
    """Return who answers questions about a shipped programme, once."""
    from platformdirs import user_cache_path  # noqa: PLC0415

    cache = user_cache_path("sme-assistant", appauthor=False)
    return Desk(texts_of(programme), cache, shipped("counted"))


def count_into(folder: Path, programme: str = DEFAULT_PROGRAMME) -> None:
    """Count the words anew and put them into a folder of nothing else."""
    for old in folder.glob("lookup-*"):
        old.unlink()
    Desk(texts_of(programme), folder)


def texts_of(programme: str) -> dict[str, str]:
    """Read the files that questions are answered from."""
    folder = shipped("dialogues") / programme
    return {name: (folder / name).read_text(encoding="utf-8") for name in _FILES}


def _is_topic(hit: Hit) -> bool:
    return not hit.entry.is_answer


def _data(text: str, name: str) -> dict[str, Any]:
    marked, _ = load_marked(text, name)
    return cast("dict[str, Any]", marked.data)


def _clauses(regulation: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each citation and its own words."""
    for article in regulation["articles"]:
        yield article["number"], article["text"]
        for clause in article.get("clauses", ()):
            yield f"{article['number']}({clause['number']})", clause["text"]
    for form in regulation["forms"]:
        yield form["id"], form["text"]


def _opening(text: str) -> str:
    """Quote the first sentence of a long clause of an article quoted as a whole."""
    first, _, rest = text.partition(Ask.STOP)
    return first + Ask.CUT if rest and len(text) > _LONG_CLAUSE else text


def _quotes(regulation: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each citation and what is quoted: an article with its clauses."""
    for article in regulation["articles"]:
        clauses = [_opening(clause["text"]) for clause in article.get("clauses", ())]
        yield article["number"], "\n".join([article["text"], *clauses])
    whole = {form["id"]: form for form in regulation["forms"]}
    for citation, text in _clauses(regulation):
        form = whole.get(citation)
        if form:
            boxes = dict.fromkeys(
                box.get("printed_as") or box["label"].strip("：")
                for box in form["boxes"]
                if "left_blank" not in box
            )
            yield (
                citation,
                Ask.FORM.format(
                    form=citation, title=form["title"], boxes="、".join(boxes)
                ),
            )
        elif "(" in citation:
            article = cited(citation.partition("(")[0])
            yield citation, f"{article}{text}"


if __name__ == "__main__":
    count_into(shipped("counted"))
