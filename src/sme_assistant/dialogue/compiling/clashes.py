"""One name must mean one thing in expressions, wordings and stored answers."""

from __future__ import annotations

import keyword

from sme_assistant.dialogue import models
from sme_assistant.dialogue.compiling.bench import Source

_RESERVED = {"gap", "details", "none"}


def check_names(source: Source) -> None:
    """Complain of names taken twice, and of those that cannot be used."""
    owner: dict[str, str] = {}
    for file, key, names in (
        ("parameters.yaml", "parameters", _parameters(source)),
        ("facts.yaml", "facts", _facts(source)),
        ("rosters.yaml", "rosters", _rosters(source)),
    ):
        for name in names:
            if keyword.iskeyword(name) or name in _RESERVED:
                told = f"“{name}”是保留的词，请换一个编号"
                source.fault(file, (key, name), "reserved", told)
            if name in owner:
                told = f"“{name}”已是 {owner[name]} 里的编号，请改名"
                source.fault(file, (key, name), "duplicate-id", told)
            owner.setdefault(name, file)


def _parameters(source: Source) -> tuple[str, ...]:
    return tuple(source.one("parameters.yaml", models.ParametersFile).parameters)


def _facts(source: Source) -> tuple[str, ...]:
    return tuple(source.one("facts.yaml", models.FactsFile).facts)


def _rosters(source: Source) -> tuple[str, ...]:
    return tuple(source.one("rosters.yaml", models.RostersFile).rosters)
