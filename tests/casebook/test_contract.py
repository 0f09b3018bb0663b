"""What every casebook must do, wherever it keeps its cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sme_assistant.assistant.ports import Casebook
from sme_assistant.casebook import SqliteCasebook
from sme_assistant.engine.calls import CallEvent, CallState
from sme_assistant.engine.log import Action, Channel, Deferral, Entry
from sme_assistant.errors import (
    CallError,
    CaseDeletedError,
    CaseHeldError,
    CaseIsHereError,
    CaseNameError,
    CaseNotFoundError,
    UnsavableTextError,
)
from tests.casebook.conftest import NOON, answer
from tests.casebook.memory import MemoryCasebook

PROGRAMME = "chongqing_municipal"
NAMES = count()

texts = st.text(
    st.characters(exclude_categories=["Cs"]), max_size=40
) | st.sampled_from(
    [
        "𠮷野家",
        "👩‍👩‍👧",
        "一\n二\r\n三",
        "a\x00b",
        "\ufeff ",
        "{{ x }}&<>'\"",
        "e\u0301",
    ]
)
logs = st.lists(
    st.builds(
        Entry,
        action=st.sampled_from(Action),
        subject=texts,
        at=st.datetimes(timezones=st.just(UTC)),
        value=texts | st.sampled_from([reason.value for reason in Deferral]),
        typed=texts,
        rows=st.lists(
            st.lists(st.tuples(texts, texts), max_size=3).map(tuple), max_size=3
        ).map(tuple),
        who=texts,
        channel=st.sampled_from(Channel),
        source=texts,
        version=st.integers(0, 2**31),
        staff=texts,
    ),
    max_size=6,
)


def in_memory(folder: Path) -> Casebook:
    return MemoryCasebook(folder / "evidence")


def in_sqlite(folder: Path) -> Casebook:
    return SqliteCasebook(folder / "casebook.sqlite3", lambda: NOON)


@pytest.fixture(params=[in_memory, in_sqlite])
def casebook(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Casebook]:
    make: Callable[[Path], Casebook] = request.param
    book = make(tmp_path)
    yield book
    book.close()


def found(casebook: Casebook, text: str, most: int = 9) -> list[str]:
    return [case.name for case in casebook.find(text, most=most)]


def names(casebook: Casebook) -> list[str]:
    return [case.name for case in casebook.cases()]


def values(casebook: Casebook, name: str) -> list[str]:
    return [entry.value for entry in casebook.entries(name)]


def test_a_new_casebook_holds_no_case(casebook: Casebook) -> None:
    assert casebook.cases() == ()


def test_a_new_case_is_empty_and_can_be_found(casebook: Casebook) -> None:
    made = casebook.create(" 样例一 ", PROGRAMME, NOON)

    assert made == casebook.info("样例一")
    assert (made.name, made.programme) == ("样例一", PROGRAMME)
    assert made.created_at == made.touched_at == NOON
    assert not made.archived
    assert made.entries == 0
    assert casebook.entries("样例一") == ()


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(log=logs)
def test_entries_come_back_equal_and_in_order(
    casebook: Casebook, log: list[Entry]
) -> None:
    name = f"case {next(NAMES)}"
    casebook.create(name, PROGRAMME, NOON)
    with casebook.writer(name, "") as writer:
        writer.append(*log[:2])
        for entry in log[2:]:
            writer.append(entry)

    assert casebook.entries(name) == tuple(log)
    assert casebook.info(name).entries == len(log)


def test_an_instant_from_another_zone_stays_the_same_instant(
    casebook: Casebook,
) -> None:
    eastern = datetime.fromisoformat("2026-03-02T12:00:00+08:00")
    casebook.create("样例", PROGRAMME, eastern)

    assert casebook.info("样例").created_at == NOON


def test_what_one_case_is_told_no_other_hears(casebook: Casebook) -> None:
    casebook.create("一", PROGRAMME, NOON)
    casebook.create("二", PROGRAMME, NOON)
    with casebook.writer("一", "") as one, casebook.writer("二", "") as two:
        one.append(answer("1"))
        two.append(answer("2"))
        one.append(answer("3"))

    assert values(casebook, "一") == ["1", "3"]
    assert values(casebook, "二") == ["2"]


def test_a_later_writer_goes_on_where_the_last_one_stopped(casebook: Casebook) -> None:
    casebook.create("样例", PROGRAMME, NOON)
    for value in "12":
        with casebook.writer("样例", "") as writer:
            writer.append(answer(value))

    assert values(casebook, "样例") == ["1", "2"]


def test_the_last_touched_comes_first_even_if_the_clock_was_put_back(
    casebook: Casebook,
) -> None:
    for name in ("一", "二", "三"):
        casebook.create(name, PROGRAMME, NOON)
    earlier = NOON - timedelta(days=1)
    with casebook.writer("一", "") as writer:
        writer.append(answer("1", earlier))

    assert names(casebook) == ["一", "三", "二"]
    assert casebook.info("一").touched_at == earlier


def test_nothing_to_append_changes_nothing(casebook: Casebook) -> None:
    casebook.create("一", PROGRAMME, NOON)
    casebook.create("二", PROGRAMME, NOON)
    with casebook.writer("一", "") as writer:
        writer.append()

    assert names(casebook) == ["二", "一"]


def test_of_several_entries_all_are_stored_or_none(casebook: Casebook) -> None:
    casebook.create("样例", PROGRAMME, NOON)
    with casebook.writer("样例", "") as writer:
        writer.append(answer("1"))
        with pytest.raises(UnsavableTextError):
            writer.append(answer("2"), answer("\ud800"))
        writer.append(answer("3"))

    assert values(casebook, "样例") == ["1", "3"]


@pytest.mark.parametrize("same", ["样例（重庆）A", "样例(重庆)a", " 样例(重庆)Ａ "])
def test_names_that_look_alike_are_the_same_name(casebook: Casebook, same: str) -> None:
    casebook.create("样例（重庆）A", PROGRAMME, NOON)

    assert casebook.info(same).name == "样例（重庆）A"
    with pytest.raises(CaseNameError) as caught:
        casebook.create(same, PROGRAMME, NOON)
    assert "请" in caught.value.user_message


@pytest.mark.parametrize(
    "name",
    [
        *("", " ", "一\n二", "一\u200b", "\ud800", "x" * 51),
        *("a/b", "a\\b", "C:", "-x", ".x", "x.", "nul.txt", "COM1"),
    ],
)
def test_a_name_no_file_could_bear_is_refused(casebook: Casebook, name: str) -> None:
    with pytest.raises(CaseNameError) as caught:
        casebook.create(name, PROGRAMME, NOON)

    assert "请" in caught.value.user_message
    assert casebook.cases() == ()


@pytest.mark.parametrize("name", ["没有", "", "\ud800", "a\x00b", "x" * 999])
def test_a_case_that_is_not_there_is_not_found(casebook: Casebook, name: str) -> None:
    with pytest.raises(CaseNotFoundError):
        casebook.info(name)
    with pytest.raises(CaseNotFoundError):
        casebook.entries(name)
    with pytest.raises(CaseNotFoundError):
        casebook.rename(name, "新")
    with pytest.raises(CaseNotFoundError):
        casebook.archive(name, True)
    with pytest.raises(CaseNotFoundError):
        casebook.purge(name)
    with pytest.raises(CaseNotFoundError), casebook.writer(name, ""):
        pass


def test_a_renamed_case_keeps_its_log(casebook: Casebook) -> None:
    casebook.create("旧", PROGRAMME, NOON)
    with casebook.writer("旧", "") as writer:
        writer.append(answer("1"))
        casebook.rename("旧", "新")
        writer.append(answer("2"))

    assert names(casebook) == ["新"]
    assert values(casebook, "新") == ["1", "2"]


def test_a_name_may_be_respelt_but_not_taken_from_another(casebook: Casebook) -> None:
    casebook.create("样例(一)", PROGRAMME, NOON)
    casebook.create("样例二", PROGRAMME, NOON)
    casebook.rename("样例(一)", "样例（一）")

    with pytest.raises(CaseNameError):
        casebook.rename("样例二", "样例(一)")
    assert names(casebook) == ["样例二", "样例（一）"]


def test_an_archived_case_stays_and_can_be_taken_up_again(casebook: Casebook) -> None:
    casebook.create("样例", PROGRAMME, NOON)

    casebook.archive("样例", True)
    assert [case.archived for case in casebook.cases()] == [True]
    casebook.archive("样例", False)
    assert [case.archived for case in casebook.cases()] == [False]


def test_a_draft_is_kept_apart_from_the_log(casebook: Casebook) -> None:
    casebook.create("样例", PROGRAMME, NOON)
    before = casebook.info("样例")
    with casebook.writer("样例", "") as writer:
        assert writer.draft("q") == ""
        writer.keep_draft("q", "写了一半：\n[red]“")
        writer.keep_draft("q", "写了一半：\n[red]“𠮷")
        writer.keep_draft("r", "别的")
        writer.keep_draft("r", "")
    with casebook.writer("样例", "") as writer:
        assert writer.draft("q") == "写了一半：\n[red]“𠮷"
        assert writer.draft("r") == ""
    assert casebook.info("样例") == before
    assert casebook.entries("样例") == ()


def test_a_draft_that_cannot_be_said_in_utf8_is_refused(casebook: Casebook) -> None:
    casebook.create("样例", PROGRAMME, NOON)
    with casebook.writer("样例", "") as writer:
        writer.keep_draft("q", "甲")
        with pytest.raises(UnsavableTextError):
            writer.keep_draft("q", "\ud800")
        assert writer.draft("q") == "甲"
    with pytest.raises(RuntimeError):
        writer.keep_draft("q", "乙")


def test_a_purged_case_leaves_no_draft(casebook: Casebook) -> None:
    casebook.create("样例", PROGRAMME, NOON)
    with casebook.writer("样例", "") as writer:
        writer.keep_draft("q", "甲")
    casebook.purge("样例")
    casebook.create("样例", PROGRAMME, NOON)
    with casebook.writer("样例", "") as writer:
        assert writer.draft("q") == ""


def test_a_deleted_case_is_kept_whole_until_it_is_taken_back(
    casebook: Casebook,
) -> None:
    casebook.create("样例", PROGRAMME, NOON)
    with casebook.writer("样例", "") as writer:
        writer.append(answer("1"))

    casebook.delete("样例")
    casebook.delete("样例")
    assert casebook.info("样例").deleted
    assert values(casebook, "样例") == ["1"]
    casebook.restore("样例")
    assert not casebook.info("样例").deleted
    assert values(casebook, "样例") == ["1"]


def test_nobody_writes_in_a_deleted_case_and_its_name_stays_taken(
    casebook: Casebook,
) -> None:
    casebook.create("样例", PROGRAMME, NOON)
    casebook.delete("样例")

    with pytest.raises(CaseDeletedError), casebook.writer("样例", ""):
        pass
    with pytest.raises(CaseNameError) as caught:
        casebook.create("样例", PROGRAMME, NOON)
    assert "回收站" in caught.value.user_message
    casebook.purge("样例")
    assert not casebook.create("样例", PROGRAMME, NOON).deleted


def test_no_other_case_takes_the_name_of_a_deleted_one(casebook: Casebook) -> None:
    casebook.create("样例", PROGRAMME, NOON)
    casebook.create("另一个", PROGRAMME, NOON)
    casebook.delete("样例")

    with pytest.raises(CaseNameError) as caught:
        casebook.rename("另一个", " 样例 ")
    assert "回收站" in caught.value.user_message
    assert {case.name: case.deleted for case in casebook.cases()} == {
        "样例": True,
        "另一个": False,
    }


def test_deleting_and_restoring_change_nothing_else_about_a_case(
    casebook: Casebook,
) -> None:
    for name in ("一", "二"):
        casebook.create(name, PROGRAMME, NOON)
    casebook.archive("一", True)
    before = casebook.cases()

    casebook.delete("一")
    casebook.restore("一")
    casebook.restore("二")
    assert casebook.cases() == before
    with casebook.writer("一", "") as writer:
        writer.append(answer("1"))


@pytest.mark.parametrize("act", ["delete", "restore"])
def test_what_is_no_case_can_be_neither_deleted_nor_restored(
    casebook: Casebook, act: str
) -> None:
    with pytest.raises(CaseNotFoundError):
        getattr(casebook, act)("样例")


def test_a_case_somebody_writes_in_cannot_be_deleted(casebook: Casebook) -> None:
    casebook.create("样例", PROGRAMME, NOON)

    with casebook.writer("样例", ""), pytest.raises(CaseHeldError):
        casebook.delete("样例")
    assert not casebook.info("样例").deleted


def test_a_purged_case_is_gone_and_its_name_free(casebook: Casebook) -> None:
    casebook.create("样例", PROGRAMME, NOON)
    casebook.create("另一个", PROGRAMME, NOON)
    with casebook.writer("样例", "") as writer:
        writer.append(answer("1"))

    assert casebook.purge("样例") == ()
    assert names(casebook) == ["另一个"]
    casebook.create("样例", PROGRAMME, NOON)
    assert casebook.entries("样例") == ()


def test_only_one_writes_at_a_time_and_the_second_is_told_who(
    casebook: Casebook,
) -> None:
    casebook.create("样例", PROGRAMME, NOON)
    with casebook.writer("样例", "王工") as writer:
        with pytest.raises(CaseHeldError) as caught, casebook.writer("样例", "李工"):
            pass
        with pytest.raises(CaseHeldError):
            casebook.purge("样例")
        writer.append(answer("1"))

        assert "王工在本机另一个窗口" in caught.value.user_message
        assert "王工" not in str(caught.value)
        assert values(casebook, "样例") == ["1"]

    with casebook.writer("样例", "李工") as writer:
        writer.append(answer("2"))


def test_a_writer_whose_block_failed_lets_go(casebook: Casebook) -> None:
    casebook.create("样例", PROGRAMME, NOON)
    with pytest.raises(ZeroDivisionError), casebook.writer("样例", ""):
        raise ZeroDivisionError

    with casebook.writer("样例", ""):
        pass


def test_a_writer_is_of_no_use_after_its_block(casebook: Casebook) -> None:
    casebook.create("样例", PROGRAMME, NOON)
    with casebook.writer("样例", "") as writer:
        pass

    with pytest.raises(RuntimeError):
        writer.append(answer("1"))
    assert casebook.entries("样例") == ()


def test_a_closed_casebook_opens_again_by_itself(casebook: Casebook) -> None:
    casebook.create("样例", PROGRAMME, NOON)
    casebook.close()
    casebook.close()

    assert names(casebook) == ["样例"]


def test_each_case_has_an_identity_of_its_own(casebook: Casebook) -> None:
    one = casebook.create("一", PROGRAMME, NOON)
    two = casebook.create("二", PROGRAMME, NOON)

    assert one.uid
    assert one.uid != two.uid
    casebook.rename("一", "三")
    assert casebook.of_uid(one.uid) == casebook.info("三")
    casebook.delete("二")
    found = casebook.of_uid(two.uid)
    assert found is not None
    assert found.deleted
    casebook.purge("二")
    assert casebook.of_uid(two.uid) is None
    assert casebook.of_uid("") is None


def test_a_case_from_elsewhere_keeps_its_identity_and_is_begun_once(
    casebook: Casebook,
) -> None:
    uid = "0123456789abcdef" * 2
    assert casebook.create("一", PROGRAMME, NOON, uid).uid == uid

    with pytest.raises(CaseIsHereError) as caught:
        casebook.create("二", PROGRAMME, NOON, uid)

    assert caught.value.name == "一"
    assert names(casebook) == ["一"]


def test_all_texts_begun_are_known(casebook: Casebook) -> None:
    casebook.create("样例", PROGRAMME, NOON)
    assert casebook.drafts("样例") == {}
    with casebook.writer("样例", "") as writer:
        writer.keep_draft("b", "二")
        writer.keep_draft("a", "一")
        writer.keep_draft("c", "三")
        writer.keep_draft("c", "")

    assert casebook.drafts("样例") == {"a": "一", "b": "二"}


def test_evidence_that_came_with_a_case_goes_when_it_is_purged(
    casebook: Casebook,
) -> None:
    case = casebook.create("样例", PROGRAMME, NOON)
    other = casebook.create("另一份", PROGRAMME, NOON)
    folders = [casebook.evidence_folder(info.uid) for info in (case, other)]
    for folder in folders:
        (folder / "sha").mkdir(parents=True)
        (folder / "sha" / "合同.pdf").write_bytes(b"%PDF")

    casebook.purge("样例")

    assert [folder.exists() for folder in folders] == [False, True]
    assert casebook.evidence_of("另一份") == {folders[1]: False}


def test_a_place_is_of_the_case_that_used_it_last(casebook: Casebook) -> None:
    """Else the removal of one case would take what was made of another."""
    for name in ("样例", "另一份"):
        casebook.create(name, PROGRAMME, NOON)
        casebook.note_output(name, f"/材料/{name}")
    casebook.note_output("样例", "/材料/包")
    with casebook.writer("另一份", "") as writer:
        writer.note_output("/材料/包")

    assert casebook.outputs("样例") == ("/材料/样例",)
    assert set(casebook.outputs("另一份")) == {"/材料/包", "/材料/另一份"}
    casebook.note_output("样例", "/材料/包")
    assert casebook.outputs("另一份") == ("/材料/另一份",)


def test_evidence_that_a_copy_uses_too_goes_with_the_last_of_them(
    casebook: Casebook,
) -> None:
    folder = casebook.evidence_folder(casebook.create("样例", PROGRAMME, NOON).uid)
    (folder / "sha").mkdir(parents=True)
    file = folder / "sha" / "合同.pdf"
    file.write_bytes(b"%PDF")
    attached = (("path", str(file)), ("sha256", "0" * 64), ("size", "4"))
    casebook.create("副本", PROGRAMME, NOON)
    for name in ("样例", "副本"):
        with casebook.writer(name, "") as writer:
            writer.append(Entry(Action.FILES, "lease", NOON, rows=(attached,)))

    assert casebook.evidence_of("样例") == {folder: True}
    casebook.purge("样例")
    assert file.exists()
    assert casebook.evidence_of("副本") == {folder: False}
    casebook.purge("副本")
    assert not folder.exists()


# --- calls ------------------------------------------------------------------

MINUTE = timedelta(minutes=1)


def begin(casebook: Casebook, *names: str) -> None:
    for name in names:
        casebook.create(name, PROGRAMME, NOON)


def test_a_call_is_kept_with_who_calls_who_serves_and_all_that_happened(
    casebook: Casebook,
) -> None:
    begin(casebook, "样例")
    with casebook.writer("样例", "") as writer:
        writer.append(answer("1"), answer("2"))
        writer.start_call("张女士", "023-1234", "王五", NOON)
        writer.append(answer("3"))
        writer.note_call(CallEvent.PAUSE, "王五", NOON + MINUTE)
        writer.note_call(CallEvent.HAND_OVER, "李梅", NOON + 5 * MINUTE)
        writer.note_call(CallEvent.RESUME, "李梅", NOON + 6 * MINUTE)
        noted = writer.note_call(CallEvent.END, "李梅", NOON + 9 * MINUTE)
        assert writer.call() is None

    (call,) = casebook.calls("样例")
    assert call == noted
    assert (call.case, call.caller, call.phone) == ("样例", "张女士", "023-1234")
    assert (call.staff, call.state) == ("李梅", CallState.ENDED)
    assert (call.started_at, call.steps[-1].at) == (NOON, NOON + 9 * MINUTE)
    assert call.talked(NOON + 60 * MINUTE) == 4 * MINUTE
    said = casebook.entries("样例")[call.since :]
    assert [entry.value for entry in said] == ["3"]
    assert [step.entries for step in call.steps] == [2, 3, 3, 3, 3]


def test_a_case_has_one_open_call_at_a_time(casebook: Casebook) -> None:
    begin(casebook, "样例")
    with casebook.writer("样例", "") as writer:
        first = writer.start_call("甲", "", "王五", NOON)
        with pytest.raises(CallError) as caught:
            writer.start_call("乙", "", "王五", NOON)
        assert writer.call() == first
        writer.note_call(CallEvent.END, "王五", NOON)
        writer.start_call("乙", "", "王五", NOON + MINUTE)

    assert "已经有" in caught.value.user_message
    assert [call.caller for call in casebook.calls("样例")] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("events", "refused"),
    [
        ([], CallEvent.RESUME),
        ([], CallEvent.START),
        ([CallEvent.PAUSE], CallEvent.PAUSE),
        ([CallEvent.END], CallEvent.END),
        ([CallEvent.END], CallEvent.RESUME),
    ],
)
def test_what_cannot_happen_to_a_call_is_refused_and_leaves_it_as_it_was(
    casebook: Casebook, events: list[CallEvent], refused: CallEvent
) -> None:
    begin(casebook, "样例")
    with casebook.writer("样例", "") as writer:
        writer.start_call("甲", "", "王五", NOON)
        for event in events:
            writer.note_call(event, "王五", NOON)
        before = casebook.calls("样例")
        with pytest.raises(CallError):
            writer.note_call(refused, "王五", NOON)

    assert casebook.calls("样例") == before


def test_an_open_call_outlives_its_writer(casebook: Casebook) -> None:
    begin(casebook, "样例")
    with casebook.writer("样例", "") as writer:
        started = writer.start_call("甲", "", "王五", NOON)

    assert casebook.open_calls() == (started,)
    with casebook.writer("样例", "") as writer:
        assert writer.call() == started


def test_calls_on_two_cases_do_not_touch_each_other(casebook: Casebook) -> None:
    begin(casebook, "一", "二")
    with casebook.writer("一", "") as one, casebook.writer("二", "") as two:
        one.start_call("甲", "", "王五", NOON)
        two.start_call("乙", "", "李梅", NOON + MINUTE)
        one.note_call(CallEvent.PAUSE, "王五", NOON + MINUTE)
        one.append(answer("1"))
        assert two.call() == casebook.calls("二")[0]
        two.note_call(CallEvent.END, "李梅", NOON + 2 * MINUTE)

    assert [call.case for call in casebook.open_calls()] == ["一"]
    assert casebook.calls("二")[0].steps[-1].entries == 0


def test_the_calls_of_a_day_are_found_whatever_their_case(casebook: Casebook) -> None:
    begin(casebook, "一", "二")
    for name, hours in (("二", 30), ("一", 1), ("二", 3), ("一", -2)):
        with casebook.writer(name, "") as writer:
            at = NOON + timedelta(hours=hours)
            writer.start_call(f"{hours}", "", "王五", at)
            writer.note_call(CallEvent.END, "王五", at + timedelta(days=1))
    casebook.delete("二")

    found = casebook.calls_between(NOON + timedelta(hours=1), NOON + timedelta(days=1))
    assert [(call.case, call.caller) for call in found] == [("一", "1"), ("二", "3")]
    assert casebook.calls_between(NOON, NOON + timedelta(hours=1)) == ()


def test_a_renamed_case_keeps_its_calls_and_a_deleted_one_has_no_open_ones(
    casebook: Casebook,
) -> None:
    begin(casebook, "旧")
    with casebook.writer("旧", "") as writer:
        writer.start_call("甲", "", "王五", NOON)
    casebook.rename("旧", "新")
    assert [call.case for call in casebook.open_calls()] == ["新"]

    casebook.delete("新")
    assert casebook.open_calls() == ()
    assert len(casebook.calls("新")) == 1
    casebook.restore("新")
    assert len(casebook.open_calls()) == 1


def test_a_purged_case_leaves_no_call(casebook: Casebook) -> None:
    begin(casebook, "样例")
    with casebook.writer("样例", "") as writer:
        writer.start_call("甲", "", "王五", NOON)
    casebook.purge("样例")
    begin(casebook, "样例")

    assert casebook.calls("样例") == ()
    assert casebook.open_calls() == ()
    assert casebook.calls_between(NOON, NOON + MINUTE) == ()


def test_a_name_no_file_can_hold_starts_no_call(casebook: Casebook) -> None:
    begin(casebook, "样例")
    with casebook.writer("样例", "") as writer:
        with pytest.raises(UnsavableTextError):
            writer.start_call("\ud800", "", "王五", NOON)
        writer.start_call("甲", "", "王五", NOON)
        with pytest.raises(UnsavableTextError):
            writer.note_call(CallEvent.HAND_OVER, "\ud800", NOON)

    assert len(casebook.calls("样例")[0].steps) == 1


def test_who_has_stopped_writing_starts_no_call(casebook: Casebook) -> None:
    begin(casebook, "样例")
    with casebook.writer("样例", "") as writer:
        pass
    with pytest.raises(RuntimeError):
        writer.start_call("甲", "", "王五", NOON)


def test_the_calls_of_no_case_are_none(casebook: Casebook) -> None:
    with pytest.raises(CaseNotFoundError):
        casebook.calls("没有")


@settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    events=st.lists(
        st.tuples(st.sampled_from(CallEvent), st.integers(-3, 9)), max_size=8
    )
)
def test_whatever_happens_a_call_has_one_state_and_was_never_longer_than_it_took(
    casebook: Casebook, events: list[tuple[CallEvent, int]]
) -> None:
    name, at = f"case {next(NAMES)}", NOON
    begin(casebook, name)
    with casebook.writer(name, "") as writer:
        for event, minutes in events:
            at += minutes * MINUTE  # a clock may be put back
            with suppress(CallError):
                if event is CallEvent.START:
                    writer.start_call("甲", "", "王五", at)
                else:
                    writer.note_call(event, "王五", at)
        assert writer.call() in {None, *casebook.calls(name)[-1:]}

    calls = casebook.calls(name)
    assert sum(call.is_open for call in calls) <= 1
    for call in calls:
        assert call.is_open is call.allows(CallEvent.END)
        whole = sum(
            (max(b.at - a.at, timedelta()) for a, b in pairwise(call.steps)),
            timedelta(),
        )
        assert timedelta() <= call.talked(call.steps[-1].at) <= whole


# --- finding -----------------------------------------------------------------


def begin_with_an_answer(casebook: Casebook, *wanted: str) -> None:
    for name in wanted:
        casebook.create(name, PROGRAMME, NOON)
        with casebook.writer(name, "") as writer:
            writer.append(answer("1"))


def test_a_case_is_found_by_any_part_of_its_name_however_it_is_typed(
    casebook: Casebook,
) -> None:
    begin_with_an_answer(casebook, "渝创（万州）申报 12", "别家")

    for text in (
        "万州",
        "渝创(万",
        "渝創",
        "申报１２",
        "ycwz",
        "YC 申报",
        "渝创万州申报",
    ):
        assert found(casebook, text) == ["渝创（万州）申报 12"], text
    for text in ("州万", "万州 别家", "ycwzz", "%", "_", "'"):
        assert found(casebook, text) == [], text


def test_a_beginning_comes_before_a_middle_then_the_last_touched(
    casebook: Casebook,
) -> None:
    begin_with_an_answer(casebook, "万州甲", "新万州", "万州乙", "老万州", "归档万州")
    casebook.archive("归档万州", archived=True)

    assert found(casebook, "万州") == [
        "万州乙",
        "万州甲",
        "老万州",
        "新万州",
        "归档万州",
    ]
    assert found(casebook, "万州", 3) == ["万州乙", "万州甲", "老万州"]
    assert found(casebook, " ", 2) == ["老万州", "万州乙"]
    with casebook.writer("万州甲", "") as writer:
        writer.append(answer("2"))
    assert found(casebook, "万州", 2) == ["万州甲", "万州乙"]


def test_what_is_thrown_away_is_found_only_where_it_is_looked_for(
    casebook: Casebook,
) -> None:
    begin_with_an_answer(casebook, "万州甲", "万州乙")
    casebook.delete("万州甲")

    assert found(casebook, "万州") == ["万州乙"]
    assert found(casebook, "") == ["万州乙"]
    trash = casebook.find("万州", most=9, deleted=True)
    assert [case.name for case in trash] == ["万州甲"]
    assert casebook.find("", most=9, deleted=True) == trash
    casebook.restore("万州甲")
    assert sorted(found(casebook, "万州")) == ["万州乙", "万州甲"]
    casebook.delete("万州甲")
    casebook.purge("万州甲")
    assert casebook.find("万州", most=9, deleted=True) == ()


def test_a_case_is_found_by_who_called_about_it_and_from_which_number(
    casebook: Casebook,
) -> None:
    begin_with_an_answer(casebook, "甲", "乙")
    with casebook.writer("甲", "") as writer:
        writer.start_call("冉女士", "023-6000 1111", "王五", NOON)

    for text in ("冉女", "60001111", "02360001111", "rns"):
        assert found(casebook, text) == ["甲"], text
    with casebook.writer("甲", "") as writer:
        writer.append(answer("2"))
    assert found(casebook, "冉女士") == ["甲"]
    assert found(casebook, "王五") == []
    casebook.purge("甲")
    assert found(casebook, "冉女士") == []


def test_a_renamed_case_is_found_by_its_new_name_alone(casebook: Casebook) -> None:
    begin_with_an_answer(casebook, "旧名")
    casebook.rename("旧名", "新名")

    assert found(casebook, "旧名") == []
    assert found(casebook, "新名") == ["新名"]


@given(name=texts, text=texts)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_nothing_that_is_typed_breaks_the_search(
    casebook: Casebook, name: str, text: str
) -> None:
    with suppress(CaseNameError):
        casebook.create(f"{next(NAMES)}{name}"[:50], PROGRAMME, NOON)

    assert len(casebook.find(text, most=3)) <= 3


# --- what was made of a case --------------------------------------------------


def test_where_things_were_put_is_kept_once_each(casebook: Casebook) -> None:
    casebook.create("样例", "p", NOON)
    casebook.create("别的", "p", NOON)
    with casebook.writer("样例", "") as writer:
        writer.note_output("/乙")
        casebook.note_output("样例", "/甲")
        writer.note_output("/乙")

    assert casebook.outputs("样例") == ("/乙", "/甲")
    assert casebook.outputs("别的") == ()
    casebook.purge("样例")
    casebook.create("样例", "p", NOON)
    assert casebook.outputs("样例") == ()
    with pytest.raises(CaseNotFoundError):
        casebook.note_output("没有", "/甲")
    with pytest.raises(RuntimeError):
        writer.note_output("/丙")
