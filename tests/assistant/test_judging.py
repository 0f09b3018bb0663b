"""The contract of ``check --json``, as ``design.md`` has it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from sme_assistant.assistant.answers_file import Remark
from sme_assistant.assistant.conversation import Standing
from sme_assistant.assistant.judging import judgement
from sme_assistant.engine.log import Entry
from sme_assistant.engine.replay import replay
from sme_assistant.values import Value
from tests.engine.cases import ELIGIBLE, PROGRAMME, answered, answers, logs

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
TODAY = date(2026, 11, 23)
CLAUSES = [*(f"6({n})" for n in range(1, 6)), "7", *(f"7({n})" for n in range(1, 6))]
STATES = {"met", "unmet", "unknown", "not_applicable"}


def checked(values: dict[str, Value], **more: Any) -> dict[str, Any]:
    """Judge answers and return the document, as a reader of JSON gets it."""
    return document([answered(n, v) for n, v in values.items()], **more)


def document(log: list[Entry], **more: Any) -> dict[str, Any]:
    """Judge a log and return the document."""
    standing = Standing(PROGRAMME, replay(PROGRAMME, log), TODAY)
    found: dict[str, Any] = json.loads(json.dumps(judgement(standing, **more)))
    return found


def test_an_eligible_case_has_the_whole_shape() -> None:
    found = checked(ELIGIBLE)

    assert found["programme"] == "chongqing_municipal"
    assert found["edition"]
    assert found["verdict"] == "eligible"
    assert list(found["clauses"]) == CLAUSES
    assert list(found["judgements"]) == ["8"]
    assert [m["item"] for m in found["materials"]] == [f"9({n})" for n in range(1, 12)]
    assert found["missing"] == []
    assert found["advice"] == []


@settings(max_examples=50, deadline=None)
@given(logs)
def test_the_shape_holds_for_any_case(log: list[Entry]) -> None:
    found = document(log)

    assert found["verdict"] in {"eligible", "ineligible", "incomplete"}
    assert list(found["clauses"]) == CLAUSES
    for clause in found["clauses"].values():
        assert set(clause) == {"status", "explanation", "shortfalls"}
        assert clause["status"] in STATES
        assert clause["explanation"]
        assert clause["status"] == "unmet" or clause["shortfalls"] == []
    for answer in found["answers"].values():
        assert set(answer) == {"value", "unit", "typed", "source"}
        assert answer["source"]
    for conflict in found["conflicts"]:
        assert {"id", "facts", "message"} <= set(conflict)
    assert "None" not in json.dumps(found["clauses"], ensure_ascii=False)


@settings(max_examples=50, deadline=None)
@given(answers())
def test_the_verdict_is_that_of_its_clauses(values: dict[str, Value]) -> None:
    found = checked(values)
    tops = {found["clauses"][c]["status"] for c in CLAUSES[:6]}
    expected = "eligible"
    if tops & {"unknown"}:
        expected = "incomplete"
    if tops & {"unmet"}:
        expected = "ineligible"

    assert found["verdict"] == expected
    assert bool(found["missing"]) <= (expected == "incomplete")


@pytest.mark.parametrize(
    ("changes", "clause", "shortfall"),
    [
        (
            {"total_assets": Decimal("199.99")},
            "6(1)",
            {
                "fact": "total_assets",
                "have": "199.99",
                "need": "200",
                "gap": "0.01",
                "unit": "万元",
            },
        ),
        (
            {"enterprises_served": 88},
            "6(2)",
            {
                "fact": "enterprises_served",
                "have": "88",
                "need": "100",
                "gap": "12",
                "unit": "家",
            },
        ),
        (
            {"satisfaction_rate": Decimal("79.96")},
            "6(2)",
            {
                "fact": "satisfaction_rate",
                "have": "79.96",
                "need": "80",
                "gap": "0.04",
                "unit": "个百分点",
            },
        ),
    ],
)
def test_a_shortfall_is_written_exactly(
    changes: dict[str, Value], clause: str, shortfall: dict[str, str]
) -> None:
    found = checked({**ELIGIBLE, **changes})

    assert found["verdict"] == "ineligible"
    assert found["clauses"][clause]["status"] == "unmet"
    assert found["clauses"][clause]["shortfalls"] == [shortfall]


def test_an_answer_is_written_with_its_unit_its_words_and_its_source() -> None:
    entry = answered("total_assets", Decimal(200))
    typed = Entry(
        entry.action, entry.subject, NOW, value="200", typed="两百万元",
        source="answers.yaml:7",
    )  # fmt: skip

    assert document([typed])["answers"]["total_assets"] == {
        "value": "200",
        "unit": "万元",
        "typed": "两百万元",
        "source": "answers.yaml:7",
    }


def test_parked_and_computed_facts_are_no_answers() -> None:
    found = checked({**ELIGIBLE, "financing_amount": Decimal(50_000)})

    assert "financing_amount" not in found["answers"]
    assert "qualified_share" not in found["answers"]
    assert found["clauses"]["7(5)"]["status"] == "not_applicable"


def test_today_stands_for_an_unanswered_day_of_application() -> None:
    assert checked({})["answers"]["application_date"]["value"] == "2026-11-23"


def test_an_empty_case_is_incomplete_and_lists_what_is_missing() -> None:
    found = checked({})

    assert found["verdict"] == "incomplete"
    assert {"total_assets", "district", "service_functions"} <= set(found["missing"])


def test_remarks_on_an_answers_file_stand_among_the_conflicts() -> None:
    remark = Remark("total_assets", "请核对单位", unlikely=True)
    found = checked(ELIGIBLE, remarks=[remark])

    assert {"id": "unlikely_total_assets", "facts": ["total_assets"]}.items() <= (
        found["conflicts"][-1].items()
    )


def test_files_make_a_material_ready() -> None:
    statuses = {
        count: {
            m["item"]: m["status"]
            for m in checked(ELIGIBLE, files={"9(3)": count})["materials"]
        }["9(3)"]
        for count in (0, 9)
    }

    assert statuses == {0: "missing", 9: "ready"}
