"""Compile the questions people ask: what they cite, and words that mean one thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sme_assistant.dialogue import models
from sme_assistant.dialogue.compiling.bench import Bench
from sme_assistant.dialogue.compiling.names import squeezed
from sme_assistant.marked import Path

_FILE = "lookup.yaml"


def compile_lookup(bench: Bench) -> models.LookupFile | None:
    """Check the questions people ask; None where a programme has none."""
    if _FILE not in bench.source.models:
        return None
    file = bench.source.one(_FILE, models.LookupFile)
    for name, question in file.questions.items():
        _check_question(bench, question, ("questions", name))
    for kind in ("questions", "elsewhere"):
        for name in getattr(file, kind):
            bench.unique(_FILE, (kind, name), "lookup", name)
    _check_phrasings(bench, file)
    _check_words(bench, file)
    return file


def _check_question(bench: Bench, question: models.LookupQuestion, path: Path) -> None:
    at = (*path, "cite")
    bench.cite(_FILE, at, question.cite)
    for citation in question.cite:
        if "#" in citation:
            told = f"回答只引到条款，请写成“{citation.partition('#')[0]}”"
            bench.source.fault(_FILE, at, "condition-cited", told)
    criteria = bench.ids.get("criterion", set())
    for name in question.criteria:
        if name not in criteria:
            at = (*path, "criteria")
            bench.unknown(_FILE, at, name, criteria, what="判断条件")
    facts = bench.source.one("facts.yaml", models.FactsFile).facts
    for name in question.facts:
        if name not in facts:
            bench.unknown(_FILE, (*path, "facts"), name, facts)
    readings = bench.source.one(
        "interpretations.yaml", models.InterpretationsFile
    ).interpretations
    if question.interpretation and question.interpretation not in readings:
        at = (*path, "interpretation")
        bench.unknown(_FILE, at, question.interpretation, readings, what="口径")


def _check_phrasings(bench: Bench, file: models.LookupFile) -> None:
    """One phrasing must not ask two things."""
    seen: dict[str, str] = {}
    for kind, name, asked in _phrasings(file):
        for line in asked.splitlines():
            other = seen.setdefault(squeezed(line), name)
            if other != name and line.strip():
                told = f"“{line.strip()}”在“{other}”里已经有了，请只留一处"
                bench.source.fault(_FILE, (kind, name, "asked"), "same-phrasing", told)


def _phrasings(file: models.LookupFile) -> Iterator[tuple[str, str, str]]:
    for name, question in file.questions.items():
        yield "questions", name, question.asked
    for name, topic in file.elsewhere.items():
        yield "elsewhere", name, topic.asked


def _check_words(bench: Bench, file: models.LookupFile) -> None:
    """A word of two meanings would be heard as whichever stands first."""
    words: Mapping[str, Mapping[str, str | None]] = {
        "synonyms": file.synonyms,
        "measures": file.measures,
    }
    for kind, known in words.items():
        seen = {word: word for word in known}
        for word, variants in known.items():
            for variant in (variants or "").split():
                other = seen.setdefault(variant, word)
                if other != word or variant == word:
                    told = f"“{variant}”又是“{other}”的说法，请只留一处"
                    bench.source.fault(_FILE, (kind, word), "ambiguous-word", told)
    meant = {*file.synonyms}.union(*((v or "").split() for v in file.synonyms.values()))
    for word in file.fillers.split():
        if word in meant:
            told = f"“{word}”既是虚词，又是有意思的词，请只留一处"
            bench.source.fault(_FILE, ("fillers",), "ambiguous-word", told)
    for concept in file.concepts.keys() & file.outside.keys():
        told = f"“{concept}”既在 concepts 里，又在 outside 里，请只留一处"
        bench.source.fault(_FILE, ("outside", concept), "ambiguous-word", told)
