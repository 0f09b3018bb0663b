"""Answers files: everything wrong in one is told at once, each with its line."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sme_assistant.assistant.answers_file import (
    AnswersFileError,
    Snapshot,
    read_answers,
)
from sme_assistant.assistant.programmes import shipped_programme
from sme_assistant.engine.log import Channel
from sme_assistant.engine.replay import State, replay
from sme_assistant.errors import Problem
from sme_assistant.values import Value

PROGRAMME = shipped_programme()
NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write an answers file."""

    def write(text: str) -> Path:
        path = tmp_path / "answers.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def read(path: Path) -> Snapshot:
    """Read an answers file for the shipped programme."""
    return read_answers(path, PROGRAMME, NOW)


def state_of(path: Path) -> State:
    """Return what an answers file comes to."""
    return replay(PROGRAMME, read(path).entries)


def is_taken_or_told(path: Path) -> bool:
    """Whether a file is read and replays, or else every problem has its sentence."""
    try:
        return not state_of(path).orphans
    except AnswersFileError as error:
        return all(problem.message for problem in error.problems)


def problems(path: Path) -> tuple[Problem, ...]:
    """Return what is wrong in an answers file."""
    with pytest.raises(AnswersFileError) as caught:
        read(path)
    return caught.value.problems


# --- values as a person types them ---------------------------------------------


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("total_assets: 两百万元", Decimal(200)),
        ("total_assets: 2,000,000元", Decimal(200)),
        ("total_assets: 200", Decimal(200)),
        ("enterprises_served: 一百零五家", 105),
        ("enterprises_served: 0", 0),
        ("satisfaction_rate: 百分之八十", Decimal(80)),
        ("satisfaction_rate: 79.96%", Decimal("79.96")),
        ("operating_since: 2019-03-15", date(2019, 3, 15)),
        ("operating_since: 2019年3月15日", date(2019, 3, 15)),
        ("fixed_premises: 是", True),
        ("fixed_premises: no", False),
        ("fixed_premises: false", False),
        ("district: 开县", "kaizhou"),
        ("service_functions: [信息服务, 融资服务]", ("information", "financing")),
        ("service_functions: [融资, 信息]", ("information", "financing")),
        ("service_functions: 培训、融资", ("training", "financing")),
        ("service_functions: []", ()),
        ('contact_phone: "13800000000"', "13800000000"),
    ],
)
def test_values_are_read_as_they_are_typed(
    write: Write, line: str, value: Value
) -> None:
    name = line.partition(":")[0]

    assert state_of(write(line)).values == {name: value}


@pytest.mark.parametrize("blank", ["null", "~", ""])
def test_null_is_no_answer(write: Write, blank: str) -> None:
    assert read(write(f"service_staff: {blank}\n")).entries == []


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "{}"])
def test_an_empty_file_is_an_empty_case(write: Write, text: str) -> None:
    assert read(write(text)).entries == []


def test_each_answer_says_what_was_typed_and_where(write: Write) -> None:
    snapshot = read(write("# a comment\n\nenterprises_served: 一百零五家\n"))
    (entry,) = snapshot.entries

    assert (entry.typed, entry.source) == ("一百零五家", "answers.yaml:3")
    assert entry.channel is Channel.FILE


def test_a_file_of_windows_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_bytes("service_staff: 18人\r\n".encode("utf-8-sig"))

    assert state_of(path).values == {"service_staff": 18}


def test_an_unlikely_value_is_taken_and_remarked_on(write: Write) -> None:
    snapshot = read(write("total_assets: 90000000\n"))

    assert len(snapshot.entries) == 1
    assert [(r.fact, r.unlikely) for r in snapshot.remarks] == [("total_assets", True)]


def test_a_merged_district_is_taken_and_told_of(write: Write) -> None:
    snapshot = read(write("district: 江北区\n"))

    assert [(r.fact, r.unlikely) for r in snapshot.remarks] == [("district", False)]


# --- what is wrong, all at once -------------------------------------------------


def test_everything_wrong_is_told_at_once_with_its_line(write: Write) -> None:
    found = problems(
        write(
            "enterprises_served: 约300\n"
            "satisfaction_rate: 0.85\n"
            "service_staff: 12\n"
            "district: 月球\n"
            "fixed_premise: 是\n"
            "qualified_share: 80%\n"
            "rosters: 三\n"
            "evidence: {9(12): a.pdf}\n"
        )
    )

    assert [(p.fact, p.where) for p in found] == [
        ("enterprises_served", "answers.yaml:1"),
        ("satisfaction_rate", "answers.yaml:2"),
        ("district", "answers.yaml:4"),
        ("fixed_premise", "answers.yaml:5"),
        ("qualified_share", "answers.yaml:6"),
        ("rosters", "answers.yaml:7"),
        ("evidence.9(12)", "answers.yaml:8"),
    ]


def test_a_repeated_name_hides_nothing_else_that_is_wrong(write: Write) -> None:
    text = "service_staff: 1\nservice_staff: 2\ndistrict: 月球\n"

    assert [p.where for p in problems(write(text))] == [
        "answers.yaml:2",
        "answers.yaml:3",
    ]


def test_an_unknown_name_is_told_with_the_nearest(write: Write) -> None:
    (problem,) = problems(write("enterprise_served: 100\n"))

    assert "“enterprises_served”" in problem.message


def test_a_name_like_nothing_has_no_nearest(write: Write) -> None:
    (problem,) = problems(write("资产: 100\n"))

    assert "是否想写" not in problem.message


def test_a_computed_fact_is_not_taken(write: Write) -> None:
    (problem,) = problems(write("minimum_staff: 3\n"))

    assert "由程序算出" in problem.message


@pytest.mark.parametrize("value", ["{a: b}", "[[a]]", "[{a: b}]", "\n  a: b"])
def test_a_value_that_is_no_text_is_told(write: Write, value: str) -> None:
    (problem,) = problems(write(f"service_staff: {value}\n"))

    assert problem.where == "answers.yaml:1"


@pytest.mark.parametrize(
    "value", ["-1", "1e400", "٣", "nan", "12.5", "300000000000家多"]
)
def test_a_count_that_is_none_is_told(write: Write, value: str) -> None:
    (problem,) = problems(write(f"service_staff: {value}\n"))

    assert problem.fact == "service_staff"


def test_the_error_has_a_sentence_that_lists_every_place(write: Write) -> None:
    with pytest.raises(AnswersFileError) as caught:
        read(write("service_staff: 很多\ndistrict: 月球\n"))

    assert "answers.yaml:1" in caught.value.user_message
    assert "answers.yaml:2" in caught.value.user_message


# --- lists --------------------------------------------------------------------------


def test_rows_may_stand_in_the_file(write: Write) -> None:
    state = state_of(
        write(
            "rosters:\n"
            "  institutions:\n"
            "    - {name: 甲律师事务所, agreement: 是, service: 法律咨询}\n"
            "    - {name: 乙银行, agreement: 否}\n"
        )
    )

    assert [dict(row) for row in state.rows["institutions"]] == [
        {"name": "甲律师事务所", "agreement": True, "service": "法律咨询"},
        {"name": "乙银行", "agreement": False},
    ]


def test_rows_may_stand_in_another_file_beside_it(write: Write) -> None:
    path = write("rosters: {institutions: lists/i.csv}\n")
    (path.parent / "lists").mkdir()
    table = "机构名称,是否签订合作协议\n甲,是\n乙,否\n"
    (path.parent / "lists" / "i.csv").write_text(table, encoding="utf-8")

    assert len(state_of(path).rows["institutions"]) == 2


def test_every_bad_cell_is_told_with_its_line(write: Write) -> None:
    found = problems(
        write(
            "rosters:\n"
            "  enterprises:\n"
            "    - {name: 甲, rating: 很满意}\n"
            "    - {name: 乙, rating: 凑合}\n"
            "    - {rating: 满意}\n"
            "    - {name: 丙, rating: 满意, grade: 优}\n"
            "    - 丁\n"
            "  workers: []\n"
        )
    )

    assert sorted((p.fact, p.where) for p in found) == [
        ("rosters.enterprises", "answers.yaml:4"),
        ("rosters.enterprises", "answers.yaml:5"),
        ("rosters.enterprises", "answers.yaml:6"),
        ("rosters.enterprises", "answers.yaml:7"),
        ("rosters.workers", "answers.yaml:8"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "nowhere.csv",
        "answers.yaml",
        ".",
        "a\\0b.csv",
        "名" * 300 + ".csv",
    ],
)
def test_a_list_that_cannot_be_read_is_told(write: Write, name: str) -> None:
    (problem,) = problems(write(f'rosters: {{staff: "{name}"}}\n'))

    assert (problem.fact, problem.where) == ("rosters.staff", "answers.yaml:1")


def test_an_empty_list_is_a_list_of_nobody(write: Write) -> None:
    assert state_of(write("rosters: {staff: []}\n")).rows == {"staff": ()}


@pytest.mark.parametrize("text", ["rosters: null", "rosters: {staff: null}"])
def test_a_list_left_blank_is_no_list(write: Write, text: str) -> None:
    assert read(write(text)).entries == []


# --- evidence -----------------------------------------------------------------------


def test_evidence_is_found_beside_the_file(write: Write) -> None:
    path = write("evidence:\n  9(3): 执照.pdf\n  9(5): [a.pdf, 执照.pdf]\n")
    for name in ("执照.pdf", "a.pdf"):
        (path.parent / name).write_bytes(b"%PDF")

    assert {item: len(paths) for item, paths in read(path).evidence.items()} == {
        "9(3)": 1,
        "9(5)": 2,
    }


def test_every_missing_evidence_file_is_told(write: Write) -> None:
    path = write("evidence:\n  9(3):\n    - there.pdf\n    - gone.pdf\n    - sub\n")
    (path.parent / "there.pdf").write_bytes(b"%PDF")
    (path.parent / "sub").mkdir()

    assert [(p.fact, p.where) for p in problems(path)] == [
        ("evidence.9(3)", "answers.yaml:4"),
        ("evidence.9(3)", "answers.yaml:5"),
    ]


def test_evidence_outside_the_folder_of_the_file_is_not_taken(
    write: Write, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("别处") / "a.pdf"
    elsewhere.write_bytes(b"%PDF")
    path = write("")
    up = os.path.relpath(elsewhere, path.parent)
    (path.parent / "link.pdf").symlink_to(elsewhere)
    (path.parent / "子").mkdir()
    (path.parent / "b.pdf").write_bytes(b"%PDF")
    path = write(
        f"evidence:\n  9(3): [{up}, link.pdf, {elsewhere}, 子/../b.pdf]\n",
    )

    found = problems(path)

    assert len(found) == 3
    assert all("在答案文件所在的文件夹外面" in p.message for p in found)


@pytest.mark.parametrize("name", ["a\\0b.pdf", "名" * 300 + ".pdf"])
def test_a_name_no_file_can_have_is_told(write: Write, name: str) -> None:
    (problem,) = problems(write(f'evidence: {{9(3): "{name}"}}\n'))

    assert problem.fact == "evidence.9(3)"


@pytest.mark.parametrize(
    "blank",
    ["evidence: null", "evidence: {9(3): null}"],
)
def test_evidence_left_blank_is_none(write: Write, blank: str) -> None:
    assert not any(read(write(blank)).evidence.values())


# --- hostile files --------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "a: &x [1]\nb: *x\n",
        "a: !!python/object/apply:os.system [ls]\n",
        "service_staff: 1\nservice_staff: 2\n",
        "a: 1\n---\nb: 2\n",
        "[1, 2",
        "\ta: b\n",
        "? [a]\n: b\n",
        "- a\n- b\n",
        "just text\n",
        "a: \x00\n",
        "x: " + "[" * 5_000,
        "x: " + "{a: " * 200 + "}" * 200,
    ],
)
def test_a_hostile_file_is_told_and_never_obeyed(write: Write, text: str) -> None:
    assert problems(write(text))


def test_a_file_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_bytes("district: 万州".encode("gbk"))

    (problem,) = problems(path)
    assert "UTF-8" in problem.message


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "没有找到" in problems(tmp_path / "gone.yaml")[0].message


def test_a_folder_and_a_huge_file_are_told(tmp_path: Path) -> None:
    huge = tmp_path / "huge.yaml"
    huge.write_bytes(b"#" * (6 * 1024 * 1024))

    assert problems(tmp_path)
    assert "太大" in problems(huge)[0].message


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(max_size=200))
def test_no_text_whatever_raises_anything_else(tmp_path: Path, text: str) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text(text, encoding="utf-8", errors="replace")
    assert is_taken_or_told(path)


names = st.sampled_from([*PROGRAMME.facts, "rosters", "evidence", "x"])
scalars = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.sampled_from(["是", "12", "9(3)", "[]", "2019-03-15"]),
)
trees = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["staff", "enterprises", "9(3)", "name", "rating"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.dictionaries(names, trees, max_size=5))
def test_no_shape_whatever_raises_anything_else(
    tmp_path: Path, data: dict[str, object]
) -> None:
    import yaml  # noqa: PLC0415

    path = tmp_path / "answers.yaml"
    text = yaml.safe_dump(data, allow_unicode=True)
    path.write_text(text, encoding="utf-8", errors="replace")
    assert is_taken_or_told(path)
