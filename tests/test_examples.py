"""The three example applications: what is said of them, and that their commands run.

They are read the way anybody reads them, through the command line.
"""

from __future__ import annotations

import csv
import json
import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import cast

import pytest

from sme_assistant.assistant.packaging import assemble_case
from sme_assistant.assistant.ports import Casebook
from sme_assistant.assistant.programmes import shipped_programme
from sme_assistant.assistant.sources import Given, read_source
from sme_assistant.faces.cli import main

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
NAMES = ("wanzhou-training", "yuzhong-financing", "half-finished")
CLAUSES = [
    *(f"6({n})" for n in range(1, 6)),
    "7",
    *(f"7({n})" for n in range(1, 6)),
]
MATERIALS = [f"9({n})" for n in range(1, 12)]
NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)

Json = dict[str, object]


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Json:
        return cast("Json", json.loads(self.out))


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line as a person would, in the root of the repository."""
    monkeypatch.chdir(ROOT)

    def run(*arguments: str) -> Ran:
        code = 0
        try:
            main(arguments)
        except SystemExit as left:
            code = cast("int", left.code)
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run


@pytest.fixture
def judged(run: Run) -> Callable[[str], Json]:
    return lambda name: run("check", f"examples/{name}.yaml", "--json").document


def read_example(name: str) -> Given:
    def no_casebook() -> Casebook:
        raise AssertionError("an answers file needs no casebook")

    return read_source(str(EXAMPLES / f"{name}.yaml"), no_casebook, lambda: NOON)


def part(document: Json, *keys: str) -> Json:
    """Go down through the objects of a JSON document."""
    for key in keys:
        document = cast("Json", document[key])
    return document


# --- what is said of them ---------------------------------------------------


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("wanzhou-training", "eligible"),
        ("yuzhong-financing", "ineligible"),
        ("half-finished", "incomplete"),
    ],
)
def test_an_example_has_its_verdict(
    judged: Callable[[str], Json], name: str, verdict: str
) -> None:
    assert judged(name)["verdict"] == verdict


def test_ten_staff_are_enough_in_wanzhou(judged: Callable[[str], Json]) -> None:
    told = judged("wanzhou-training")
    line = line_of("wanzhou-training", "service_staff")

    assert part(told, "clauses", "6(3)")["status"] == "met"
    assert part(told, "answers", "service_staff") == {
        "value": "10",
        "unit": "人",
        "typed": "十人",
        "source": f"wanzhou-training.yaml:{line}",
    }
    assert told["conflicts"] == []
    assert told["missing"] == []
    assert told["advice"] == []
    states = [m["status"] for m in cast("list[Json]", told["materials"])]
    assert set(states) == {"generated", "ready"}


def test_values_are_taken_as_they_are_typed(judged: Callable[[str], Json]) -> None:
    answers = part(judged("wanzhou-training"), "answers")

    def taken(fact: str) -> tuple[object, object, object]:
        answer = part(answers, fact)
        return answer["typed"], answer["value"], answer["unit"]

    assert taken("total_assets") == ("两百万元", "200", "万元")
    assert taken("enterprises_served") == ("一百零五家", "105", "家")
    assert taken("satisfaction_rate") == ("百分之九十六", "96", "%")
    assert taken("operating_since") == ("2019年3月15日", "2019-03-15", "")
    assert taken("district")[:2] == ("万州", "wanzhou")


def test_399_million_in_yuzhong_leaves_two_gaps(
    judged: Callable[[str], Json],
) -> None:
    told = judged("yuzhong-financing")
    clauses = part(told, "clauses")

    unmet = {c for c in clauses if part(clauses, c)["status"] == "unmet"}
    assert unmet == {"6(3)", "7", "7(5)"}
    assert part(clauses, "7(5)")["shortfalls"] == [
        {
            "fact": "financing_amount",
            "have": "39900",
            "need": "40000",
            "gap": "100",
            "unit": "万元",
        }
    ]
    assert part(clauses, "6(3)")["shortfalls"] == [
        {
            "fact": "qualified_staff",
            "have": "14",
            "need": "15",
            "gap": "1",
            "unit": "人",
        }
    ]
    assert told["missing"] == []
    blocks = [
        c for c in cast("list[Json]", told["conflicts"]) if c["severity"] != "note"
    ]
    assert blocks == []


def test_what_is_half_finished_names_what_is_missing(
    judged: Callable[[str], Json],
) -> None:
    told = judged("half-finished")

    assert told["missing"] == [
        "total_assets",
        "satisfaction_rate",
        "qualified_staff",
        "quality_assurance",
    ]
    assert part(told, "clauses", "7(1)")["status"] == "unmet"
    assert part(told, "clauses", "7")["status"] == "met"
    assert "total_assets" not in part(told, "answers")


# --- the contract of check --json -------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_check_keeps_the_contract_of_its_json(
    judged: Callable[[str], Json], name: str
) -> None:
    told = judged(name)

    assert told["programme"] == "chongqing_municipal"
    assert isinstance(told["edition"], str)
    assert list(part(told, "clauses")) == CLAUSES
    assert list(_misshapen(told)) == []
    found = [m["item"] for m in cast("list[Json]", told["materials"])]
    assert found == MATERIALS


SHAPES: dict[str, dict[str, type | tuple[type, ...]]] = {
    "answers": {"value": str, "unit": str, "typed": str, "source": str},
    "clauses": {"status": str, "explanation": str, "shortfalls": list},
    "judgements": {"explanation": str},
    "shortfalls": {
        "fact": str,
        "have": (str, type(None)),
        "need": str,
        "gap": str,
        "unit": str,
    },
    "conflicts": {"id": str, "facts": list, "message": str},
    "materials": {"item": str, "title": str, "status": str},
}
STATUSES = {
    "clauses": {"met", "unmet", "unknown", "not_applicable"},
    "materials": {"generated", "ready", "partial", "missing", "not_needed"},
}


def _misshapen(told: Json) -> Iterator[str]:
    for kind, item in _items(told):
        for key, wanted in SHAPES[kind].items():
            if not isinstance(item.get(key, ...), wanted):
                yield f"{kind}.{key}: {item.get(key)!r}"
        if kind in STATUSES and item["status"] not in STATUSES[kind]:
            yield f"{kind}.status: {item['status']}"


def _items(told: Json) -> Iterator[tuple[str, Json]]:
    for kind in ("answers", "clauses", "judgements"):
        for item in part(told, kind).values():
            yield kind, cast("Json", item)
    for kind in ("conflicts", "materials"):
        for item in cast("list[Json]", told[kind]):
            yield kind, item
    for clause in part(told, "clauses").values():
        for short in cast("list[Json]", cast("Json", clause)["shortfalls"]):
            yield "shortfalls", short


@pytest.mark.parametrize("name", NAMES)
def test_checking_twice_says_the_same(judged: Callable[[str], Json], name: str) -> None:
    assert judged(name) == judged(name)


# --- packages ---------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_assemble_makes_a_package_and_says_whether_it_is_a_draft(
    run: Run, tmp_path: Path, name: str
) -> None:
    told = run(
        "assemble", f"examples/{name}.yaml", "--out", str(tmp_path), "--json"
    ).document

    folder = Path(cast("str", told["folder"]))
    files = cast("list[Json]", told["files"])
    assert told["draft"] is (name != "wanzhou-training")
    assert bool(told["gaps"]) is (name == "half-finished")
    assert all((folder / cast("str", f["path"])).is_file() for f in files)
    assert Path(cast("str", told["zip"])).is_file()
    assert {"01", "02", "05", "06", "07", "11"} <= {
        cast("str", f["path"])[:2] for f in files
    }


@pytest.mark.parametrize("name", NAMES)
def test_assembling_again_at_the_same_time_writes_the_same_files(
    tmp_path: Path, name: str
) -> None:
    given = read_example(name)
    first, second = (
        assemble_case(given.standing, tmp_path, NOON, given.evidence) for _ in "12"
    )

    assert first.folder != second.folder
    assert first.files == second.files


# --- the files themselves ---------------------------------------------------


def commands() -> list[str]:
    """Return the commands that the examples and the README show."""
    shown = [*EXAMPLES.glob("*.yaml"), ROOT / "README.md"]
    found = (
        re.findall(
            r"(?:^|[#$ ]\s*)(sme-assistant (?:check|assemble) examples/\S+.*)$",
            file.read_text(encoding="utf-8"),
            re.MULTILINE,
        )
        for file in shown
    )
    bare = (re.split("（| +# ", c)[0].strip() for lines in found for c in lines)
    return list(dict.fromkeys(bare))


def test_every_example_shows_its_commands() -> None:
    for name in NAMES:
        shown = [c for c in commands() if f"examples/{name}.yaml" in c]
        assert {c.split()[1] for c in shown} >= {"check", "assemble"}


@pytest.mark.parametrize("command", commands())
def test_a_command_that_is_shown_runs(run: Run, tmp_path: Path, command: str) -> None:
    words = shlex.split(command)[1:]
    if "--out" in words:
        words[words.index("--out") + 1] = str(tmp_path)

    ran = run(*words)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out


def test_the_wanzhou_example_fills_every_box_of_the_forms() -> None:
    given = read_example("wanzhou-training")
    evaluation = given.standing.evaluation
    boxes = [b for form in shipped_programme().regulation.forms for b in form.boxes]
    facts = [name for box in boxes for name in box.facts]

    open_ones = [
        name
        for name in facts
        if not evaluation.is_answered(name)
        and evaluation.any_relevant(shipped_programme().facts[name].asked_by)
    ]

    assert open_ones == []
    assert given.standing.next is not None  # only the notices are unread
    assert not given.standing.next.model.asks
    for box in boxes:
        assert box.roster is None or given.standing.state.rosters[box.roster].rows


@pytest.mark.parametrize("name", NAMES[:2])
def test_the_list_of_enterprises_is_as_long_and_as_satisfied_as_claimed(
    judged: Callable[[str], Json], name: str
) -> None:
    with (EXAMPLES / name / "enterprises.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    answers = part(judged(name), "answers")

    satisfied = sum(row["服务评价"] != "不满意" for row in rows)
    claimed = float(cast("str", part(answers, "satisfaction_rate")["value"]))
    assert len(rows) == int(cast("str", part(answers, "enterprises_served")["value"]))
    assert len({row["接受服务的企业名称"] for row in rows}) == len(rows)
    assert abs(satisfied / len(rows) * 100 - claimed) < 0.5


@pytest.mark.parametrize("name", NAMES)
def test_every_phone_number_is_a_made_up_one(name: str) -> None:
    texts = [(EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")]
    folder = EXAMPLES / name
    texts += [f.read_text(encoding="utf-8") for f in folder.glob("*.csv")]

    numbers = {
        re.sub(r"\s", "", n)
        for text in texts
        for n in re.findall(r"1[3-9]\d[ \d]{8,10}|0\d{2,3}-\d{7,8}", text)
    }

    assert numbers
    assert all(re.fullmatch(r"138000000\d\d|023-6111\d{4}", n) for n in numbers)


def test_the_two_whole_examples_have_reports_of_a_good_length() -> None:
    for name in NAMES[:2]:
        given = read_example(name)
        for fact, answer in given.standing.state.answers.items():
            if fact.startswith("narrative_") and fact != "narrative_plan":
                assert 200 <= len("".join(str(answer.value).split())) <= 700, fact


def line_of(name: str, fact: str) -> int:
    """Return the line of an answers file on which a fact stands."""
    lines = (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if line.startswith(f"{fact}:"))


def test_the_examples_play_in_the_year_their_figures_are_of() -> None:
    given = read_example("wanzhou-training")

    assert given.standing.evaluation.fact("application_date") == date(2026, 11, 23)
    assert given.standing.evaluation.fact("reporting_year") == 2025
