"""Synthetic programmes of any size, made the same way for both engines."""

from __future__ import annotations

from sme_assistant.dialogue import models
from sme_assistant.dialogue.loading import load
from sme_assistant.dialogue.programme import Programme
from sme_assistant.dialogue.wholeness import regulation_hash

_REGULATION = """\
title: 合成办法
articles:
  - {number: 1, nature: normative, text: 第一条　应当达到。}
forms:
  - {id: 附件1, title: 表, text: 表, boxes: []}
"""


def synthetic(questions: int) -> Programme:
    """Return a programme of so many questions.

    Of each ten, one is a yes/no question that opens the two after it, and one figure is
    compared with a parameter; the criteria are one flat "all".
    """
    facts, asked, tests = ["facts:"], ["questions:"], []
    for number in range(questions):
        yesno = number % 10 == 0
        kind = "kind: yesno" if yesno else "kind: count, unit: 个"
        facts.append(f"  f{number}: {{label: 甲, {kind}}}")
        gate = number - number % 10
        when = f", when: f{gate}" if number % 10 in {1, 2} else ""
        words = "screen: 问, phone: 问"
        asked.append(f"  - {{id: f{number}, asks: f{number}, {words}{when}}}")
        if number % 10 == 3:
            tests.append(
                f"      - {{id: t{number}, title: 甲, test: f{number} >= least, "
                "cite: ['1'], met: 达到, unmet: 不足, unknown: 未填}"
            )
    facts += ["  day: {label: 日, kind: date, default: today}"]
    facts += ["  name: {label: 名, kind: text}"]
    return load({**_FIXED, **_varying(facts, asked, tests)})


def _varying(facts: list[str], asked: list[str], tests: list[str]) -> dict[str, str]:
    head = "hard:\n  - id: all\n    clause: '1'\n    title: 全\n    cite: ['1']\n"
    head += "    met: 达到\n    unmet: 不足\n    unknown: 未填\n    all:\n"
    return {
        "facts.yaml": "\n".join(facts),
        "questions/01.yaml": "section: s\ntitle: 节\n" + "\n".join(asked),
        "criteria.yaml": head + "\n".join(tests),
    }


def _hash() -> str:
    article = models.Article(number=1, nature="normative", text="第一条　应当达到。")
    form = models.Form(id="附件1", title="表", text="表", boxes=())
    title = "合成办法"
    return regulation_hash(
        models.RegulationFile(title=title, articles=(article,), forms=(form,))
    )


_FIXED = {
    "programme.yaml": (
        "id: synthetic\ntitle: 合成\nversion: 1\nedition: 合成\nedition_notice: 合成\n"
        f"regulation_sha256: {_hash()}\n"
        "authorities: {municipal: {printed: 甲, now: 乙}}\n"
        "dated_by: day\nnamed_by: name\n"
    ),
    "regulation.yaml": _REGULATION,
    "parameters.yaml": (
        "parameters:\n  least: {label: 下限, kind: count, unit: 个, cite: '1',\n"
        "    values: [{since: 2018-01-01, value: 5}]}\n"
    ),
    "rosters.yaml": "rosters: {}\n",
    "checks.yaml": "checks: {}\n",
    "materials.yaml": "materials:\n  - {item: '1', title: 甲, short: 甲}\n",
    "interpretations.yaml": "interpretations: {}\n",
}
