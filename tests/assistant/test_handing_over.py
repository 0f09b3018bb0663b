"""A case that goes from one casebook to another, comes back, and loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sme_assistant.assistant.cases import opened, standing_of
from sme_assistant.assistant.handing_over import (
    Arrival,
    Kind,
    NameTakenError,
    Outgoing,
    Taken,
    arrived,
    outgoing,
    take,
)
from sme_assistant.assistant.handover_cards import (
    automatic_lines,
    both_sides,
    difference_document,
    taken_lines,
    written_lines,
)
from sme_assistant.assistant.ports import Casebook
from sme_assistant.assistant.programmes import DEFAULT
from sme_assistant.casebook import SqliteCasebook
from sme_assistant.engine.attachments import Attachment
from sme_assistant.engine.log import Action, Channel, Deferral, Entry, gap_id
from sme_assistant.engine.records import all_said, to_record
from sme_assistant.engine.text_tables import TextTable
from sme_assistant.errors import (
    CaseDeletedError,
    CaseHeldError,
    CaseNameError,
    CaseNotFoundError,
    HandoverError,
)
from sme_assistant.evidence.looking import fingerprint
from sme_assistant.handover.parcel import Parcel, write_parcel
from tests.casebook.conftest import NOON
from tests.casebook.memory import MemoryCasebook

CASE = "样例"
NUMBERS = count()


def later(hours: int) -> datetime:
    return NOON + timedelta(hours=hours)


def clock() -> datetime:
    return later(1000)


def said(
    value: str, hours: int = 0, subject: str = "total_assets", who: str = ""
) -> Entry:
    return Entry(
        Action.ANSWER, subject, later(hours), value=value, typed=value, who=who
    )


class Side:
    """One computer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.book = MemoryCasebook(folder / "evidence")

    def begin(self, *entries: Entry) -> Side:
        self.book.create(CASE, DEFAULT, NOON)
        return self.say(*entries)

    def say(self, *entries: Entry) -> Side:
        with self.book.writer(CASE, "") as writer:
            writer.append(*entries)
        return self

    def write(self, *, with_evidence: bool = False) -> Path:
        wanted = outgoing(self.book, CASE, clock, with_evidence=with_evidence)
        path = self.folder / f"{next(NUMBERS)}.sme"
        wanted.write(path, None)
        return path

    def take(
        self,
        path: Path,
        choose: Callable[[Arrival], set[str]] = lambda _: set(),
        as_name: str = "",
    ) -> Taken:
        with arrived(self.book, path, None, as_name=as_name) as arrival:
            return take(self.book, arrival, choose(arrival), clock)

    def log(self) -> tuple[Entry, ...]:
        return self.book.entries(CASE)

    def value(self, subject: str = "total_assets") -> str | None:
        answer = standing_of(self.book, CASE, clock).state.answers.get(subject)
        return None if answer is None else str(answer.value)


def theirs(arrival: Arrival) -> set[str]:
    return {difference.key for difference in arrival.differences}


def differing(side: Side, path: Path) -> list[str]:
    with arrived(side.book, path, None) as arrival:
        return [difference.key for difference in arrival.differences]


@pytest.fixture
def here(tmp_path: Path) -> Side:
    (tmp_path / "here").mkdir()
    return Side(tmp_path / "here")


@pytest.fixture
def there(tmp_path: Path) -> Side:
    (tmp_path / "there").mkdir()
    return Side(tmp_path / "there")


def pair(here: Side, there: Side) -> None:
    """Begin a case here, and bring it there."""
    here.begin(said("100"))
    there.take(here.write())


# --- a case that is not there -----------------------------------------------


def test_a_case_arrives_with_its_whole_log_and_stands_as_it_stood(
    here: Side, there: Side
) -> None:
    here.begin(said("100"), said("200", who="王某"), Entry(Action.UNDO, "", later(1)))

    taken = there.take(here.write())

    assert taken.kind is Kind.NEW
    assert there.log() == here.log()
    one, two = (standing_of(s.book, CASE, clock) for s in (here, there))
    assert one.state == two.state
    assert one.verdicts == two.verdicts
    assert there.book.info(CASE).uid == here.book.info(CASE).uid
    assert there.book.info(CASE).created_at == NOON


def test_texts_begun_come_along(here: Side, there: Side) -> None:
    here.begin()
    with here.book.writer(CASE, "") as writer:
        writer.keep_draft("service_overview", "写到一半")

    there.take(here.write())

    assert there.book.drafts(CASE) == {"service_overview": "写到一半"}


def test_a_case_may_get_another_name_and_is_still_the_same(
    here: Side, there: Side
) -> None:
    here.begin(said("100"))
    there.take(here.write(), as_name="别名")
    here.say(said("200", 1))

    taken = there.take(here.write())

    assert (taken.kind, taken.name) == (Kind.FORWARD, "别名")
    with pytest.raises(CaseNotFoundError):
        there.book.info(CASE)


def test_a_name_of_another_case_is_asked_about(here: Side, there: Side) -> None:
    here.begin(said("100"))
    there.begin(said("200"))
    path = here.write()

    with pytest.raises(NameTakenError) as caught:
        there.take(path)

    assert caught.value.name == CASE
    assert "--as" in caught.value.user_message
    assert there.take(path, as_name="另一份").kind is Kind.NEW
    assert there.value() == "200"


def test_a_case_of_the_same_name_may_be_merged_if_one_says_so(
    here: Side, there: Side
) -> None:
    here.begin(said("100"))
    there.begin(said("200"))
    path = here.write()

    taken = there.take(path, theirs, as_name=CASE)

    assert taken.kind is Kind.MERGE
    assert there.value() == "100"
    assert there.take(path, as_name=CASE).kind is Kind.SAME


def test_a_case_that_is_here_is_not_taken_under_another_name(
    here: Side, there: Side
) -> None:
    pair(here, there)

    with pytest.raises(HandoverError) as caught:
        there.take(here.write(), as_name="另一份")

    assert CASE in caught.value.user_message


def test_an_unusable_name_is_refused_and_nothing_is_left(
    here: Side, there: Side
) -> None:
    here.begin(said("100"))

    with pytest.raises(CaseNameError):
        there.take(here.write(), as_name="a/b")

    assert there.book.cases() == ()


def test_a_case_in_the_trash_is_neither_written_nor_merged(
    here: Side, there: Side
) -> None:
    pair(here, there)
    path = here.write()
    there.book.delete(CASE)
    here.book.delete(CASE)

    with pytest.raises(CaseDeletedError):
        there.take(path)
    with pytest.raises(CaseDeletedError):
        here.write()


# --- a case that is there ---------------------------------------------------


def test_the_same_file_twice_changes_nothing(here: Side, there: Side) -> None:
    here.begin(said("100"))
    path = here.write()
    there.take(path)
    before = there.log()

    assert there.take(path).kind is Kind.SAME
    assert there.log() == before


def test_what_goes_on_from_here_needs_no_question(here: Side, there: Side) -> None:
    pair(here, there)
    there.say(said("300", 1), Entry(Action.UNDO, "", later(2)), said("400", 3))

    taken = here.take(there.write())

    assert taken.kind is Kind.FORWARD
    assert here.log() == there.log()


def test_where_both_went_on_a_person_chooses(here: Side, there: Side) -> None:
    pair(here, there)
    here.say(said("200", 1))
    there.say(said("300", 2), said("12", 3, "service_staff"))
    path = there.write()

    assert differing(here, path) == ["total_assets"]
    taken = here.take(path, theirs)

    assert (taken.kind, taken.theirs, taken.kept) == (Kind.MERGE, 2, 0)
    assert (here.value(), here.value("service_staff")) == ("300", "12")


def test_what_was_kept_is_kept_and_the_other_word_is_history(
    here: Side, there: Side
) -> None:
    pair(here, there)
    here.say(said("200", 1))
    there.say(said("300", 2, who="李某"))
    path = there.write()
    before = here.log()

    taken = here.take(path)

    assert (taken.theirs, taken.kept) == (0, 1)
    assert here.value() == "200"
    assert here.log()[:-1] == before
    assert said("300", 2, who="李某") in all_said(here.log())
    assert here.take(path).kind is Kind.SAME


def test_an_answer_that_was_taken_says_who_gave_it(here: Side, there: Side) -> None:
    pair(here, there)
    here.say(said("200", 1))
    told = replace(said("300", 2, who="李某"), channel=Channel.PHONE, source="卡片")
    there.say(told)

    here.take(there.write(), theirs)

    state = standing_of(here.book, CASE, clock).state
    assert state.answers["total_assets"].entry == told
    assert here.log()[-1].source.endswith(".sme")


def test_a_merge_is_undone_and_redone_as_one(here: Side, there: Side) -> None:
    pair(here, there)
    here.say(said("200", 1))
    there.say(said("300", 2), said("12", 3, "service_staff"))
    here.take(there.write(), theirs)

    with opened(here.book, CASE, clock) as conversation:
        undone = conversation.undo()
        assert undone is not None
        assert undone.action is Action.MERGE
    assert (here.value(), here.value("service_staff")) == ("200", None)
    with opened(here.book, CASE, clock) as conversation:
        conversation.redo()
    assert (here.value(), here.value("service_staff")) == ("300", "12")


def test_an_older_answer_gives_way_without_a_question(here: Side, there: Side) -> None:
    pair(here, there)
    here.say(said("12", 1, "service_staff"))
    there.say(said("300", 2))

    with arrived(here.book, there.write(), None) as arrival:
        assert [d.key for d in arrival.automatic] == ["total_assets"]
        assert arrival.differences == ()
        take(here.book, arrival, set(), clock)

    assert (here.value(), here.value("service_staff")) == ("300", "12")


def test_what_they_undid_is_asked_about_and_can_be_taken(
    here: Side, there: Side
) -> None:
    pair(here, there)
    here.say(said("12", 1, "service_staff"))
    there.say(Entry(Action.UNDO, "", later(2)))
    path = there.write()

    assert differing(here, path) == ["total_assets"]
    here.take(path, theirs)

    assert here.value() is None


def test_after_a_merge_the_other_side_needs_no_question(
    here: Side, there: Side
) -> None:
    pair(here, there)
    here.say(said("200", 1))
    there.say(said("300", 2))
    here.take(there.write(), theirs)
    here.say(said("12", 3, "service_staff"))

    taken = there.take(here.write())

    assert taken.kept == 0
    assert (there.value(), there.value("service_staff")) == ("300", "12")
    assert here.take(there.write()).kind is Kind.SAME


def test_somebody_who_wrote_meanwhile_is_not_passed_over(
    here: Side, there: Side
) -> None:
    pair(here, there)
    there.say(said("300", 1))

    with arrived(here.book, there.write(), None) as arrival:
        here.say(said("400", 2))
        with pytest.raises(HandoverError) as caught:
            take(here.book, arrival, set(), clock)

    assert "再导入一次" in caught.value.user_message
    assert here.value() == "400"


def test_a_case_somebody_writes_in_is_not_merged(here: Side, there: Side) -> None:
    pair(here, there)
    there.say(said("300", 1))
    path = there.write()

    with here.book.writer(CASE, ""), pytest.raises(CaseHeldError):
        here.take(path)

    assert here.value() == "100"


def test_two_texts_begun_are_chosen_between_and_neither_is_lost(
    here: Side, there: Side
) -> None:
    pair(here, there)
    for side, text in ((here, "我的"), (there, "他们的")):
        with side.book.writer(CASE, "") as writer:
            writer.keep_draft("service_overview", text)
    path = there.write()

    assert differing(here, path) == ["+service_overview"]
    kept = here.take(path)

    assert kept.kept == 1
    assert here.book.drafts(CASE) == {"service_overview": "我的"}
    assert ("+text", "他们的") in here.log()[-1].rows[-1]
    assert here.take(path).kind is Kind.SAME
    with here.book.writer(CASE, "") as writer:
        writer.keep_draft("service_overview", "又改了")
    with there.book.writer(CASE, "") as writer:
        writer.keep_draft("service_overview", "也改了")
    here.take(there.write(), theirs)
    assert here.book.drafts(CASE) == {"service_overview": "也改了"}
    assert ("+text", "又改了") in here.log()[-1].rows[-1]


def test_a_text_handed_in_since_does_not_come_back(here: Side, there: Side) -> None:
    here.begin()
    with here.book.writer(CASE, "") as writer:
        writer.keep_draft("service_overview", "写好的")
    path = here.write()
    there.take(path)
    there.say(said("写好的", 1, "service_overview"))
    with there.book.writer(CASE, "") as writer:
        writer.keep_draft("service_overview", "")

    assert there.take(path).kind is Kind.SAME
    assert there.book.drafts(CASE) == {}


def test_calls_to_be_made_come_along_once(here: Side, there: Side) -> None:
    here.begin(said("100"))
    with here.book.writer(CASE, "") as writer:
        writer.add_follow_up(date(2026, 12, 3), "带租赁合同", "张工", NOON)
        done = writer.add_follow_up(date(2026, 12, 1), "", "", NOON)
        writer.finish_follow_up(done.id, later(1))
    path = here.write()

    there.take(path)

    (came,) = there.book.follow_ups(CASE)
    assert (came.day, came.what, came.staff) == (
        date(2026, 12, 3),
        "带租赁合同",
        "张工",
    )
    assert there.take(path).kind is Kind.SAME
    with here.book.writer(CASE, "") as writer:
        writer.add_follow_up(date(2026, 12, 9), "", "", later(2))
    there.take(here.write())
    assert len(there.book.follow_ups(CASE)) == 2
    assert there.log() == here.log()


# --- laws -------------------------------------------------------------------

SUBJECTS = ("total_assets", "service_staff", "enterprises_served")
MOVES = st.one_of(
    st.tuples(
        st.just("say"),
        st.booleans(),
        st.sampled_from(SUBJECTS),
        st.integers(1, 4).map(str),
    ),
    st.tuples(
        st.sampled_from(["undo", "redo", "clear", "defer"]),
        st.booleans(),
        st.sampled_from(SUBJECTS),
        st.just(""),
    ),
    st.tuples(
        st.just("send"),
        st.booleans(),
        st.just(""),
        st.sampled_from(["mine", "theirs", "some"]),
    ),
)


def _entry(move: str, subject: str, value: str, at: datetime) -> Entry:
    match move:
        case "say":
            return Entry(Action.ANSWER, subject, at, value=value, typed=value)
        case "undo":
            return Entry(Action.UNDO, "", at)
        case "redo":
            return Entry(Action.REDO, "", at)
        case "clear":
            return Entry(Action.CLEAR, subject, at)
    return Entry(Action.DEFER, subject, at, value=Deferral.LATER)


def _choice(how: str) -> Callable[[Arrival], set[str]]:
    def choose(arrival: Arrival) -> set[str]:
        keys = sorted(theirs(arrival))
        return {"mine": set(), "theirs": {*keys}, "some": {*keys[::2]}}[how]

    return choose


def _records(entries: Iterator[Entry]) -> set[tuple[tuple[str, str], ...]]:
    return {tuple(sorted(to_record(entry).items())) for entry in entries}


def _sent(source: Side, target: Side, how: str) -> None:
    """Send a case, and hold every law of it."""
    path, before = source.write(), target.log()
    values = standing_of(target.book, CASE, clock).state.values
    target.take(path, _choice(how))

    after = target.log()
    assert after[: len(before)] == before  # what was here stays, in its order
    known = _records(all_said(after))
    spoken = (e for e in all_said(source.log()) if e.action is not Action.MERGE)
    assert _records(spoken) <= known  # and what was there is here
    assert target.take(path).kind is Kind.SAME
    assert target.log() == after
    if len(after) == len(before) + 1 and after[-1].action is Action.MERGE:
        with opened(target.book, CASE, clock) as conversation:
            conversation.undo()
            assert conversation.standing.state.values == values
            conversation.redo()


@settings(max_examples=120, deadline=None, derandomize=True)
@given(moves=st.lists(MOVES, min_size=2, max_size=14))
def test_whatever_two_sides_say_and_send_nothing_is_lost(
    moves: list[tuple[str, bool, str, str]],
) -> None:
    with TemporaryDirectory() as name:
        sides = [Side(Path(name)), Side(Path(name))]
        sides[0].begin()
        sides[1].take(sides[0].write())
        for hour, (move, side, subject, value) in enumerate(moves):
            mine, other = sides[side], sides[not side]
            if move == "send":
                _sent(mine, other, value)
            else:
                mine.say(_entry(move, subject, value, later(hour)))
        _sent(sides[0], sides[1], "some")
        # The other side knows all by now: it takes it back without a question, and
        # both say the same.
        path = sides[1].write()
        assert differing(sides[0], path) == []
        sides[0].take(path)
        one, two = (standing_of(s.book, CASE, clock) for s in sides)
        assert one.state.values == two.state.values
        assert one.state.deferred == two.state.deferred
        assert one.verdicts == two.verdicts


# --- evidence ---------------------------------------------------------------


def attached(side: Side, *paths: Path, hours: int = 0) -> None:
    files = [fingerprint(path) for path in paths]
    rows = tuple(file.cells() for file in files)
    side.say(Entry(Action.FILES, "lease", later(hours), rows=rows))


def files_of(side: Side) -> tuple[Attachment, ...]:
    return standing_of(side.book, CASE, clock).state.attached.get("lease", ())


def scan(folder: Path, name: str = "合同.pdf", content: bytes = b"%PDF-1") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    return path


def test_evidence_comes_along_and_lies_where_it_belongs(
    here: Side, there: Side
) -> None:
    here.begin()
    attached(here, scan(here.folder / "家里"))

    taken = there.take(here.write(with_evidence=True))

    assert (taken.files, taken.lacking) == (1, 0)
    (file,) = files_of(there)
    assert Path(file.path).read_bytes() == b"%PDF-1"
    assert taken.folder in Path(file.path).parents
    assert file.sha256 == files_of(here)[0].sha256
    here.say(said("100", 1))
    taken = there.take(here.write(with_evidence=True))
    assert (taken.kind, taken.files) == (Kind.FORWARD, 0)


def test_a_file_attached_under_two_names_lies_here_under_both(
    here: Side, there: Side
) -> None:
    here.begin()
    for hours, name in enumerate(("合同.pdf", "协议.pdf")):
        paths = [scan(here.folder / "家里", each) for each in ("合同.pdf", name)]
        attached(here, *dict.fromkeys(paths), hours=hours)

    taken = there.take(here.write(with_evidence=True))

    assert (taken.files, taken.lacking) == (2, 0)
    assert {Path(file.path).name for file in files_of(there)} == {
        "合同.pdf",
        "协议.pdf",
    }
    again = there.take(here.write(with_evidence=True))
    assert (again.kind, again.files) == (Kind.SAME, 0)


def test_without_the_files_the_index_says_what_is_lacking_and_where_it_belongs(
    here: Side, there: Side
) -> None:
    here.begin()
    attached(here, scan(here.folder / "家里"))

    taken = there.take(here.write())

    assert (taken.files, taken.lacking) == (0, 1)
    (file,) = files_of(there)
    assert Path(file.path).name == "合同.pdf"
    scan(Path(file.path).parent)
    assert there.take(here.write()).lacking == 0


def test_files_may_follow_in_a_second_file(here: Side, there: Side) -> None:
    here.begin()
    attached(here, scan(here.folder / "家里"))
    there.take(here.write())
    before = there.log()

    taken = there.take(here.write(with_evidence=True))

    assert (taken.kind, taken.files, taken.lacking) == (Kind.SAME, 1, 0)
    assert there.log() == before


def test_a_file_that_lies_here_is_not_unpacked_again_and_is_no_difference(
    here: Side, there: Side
) -> None:
    here.begin()
    original = scan(here.folder / "家里")
    attached(here, original)
    there.take(here.write(with_evidence=True))
    here.say(said("1", 1))
    there.say(said("2", 2))

    taken = here.take(there.write(with_evidence=True))

    assert (taken.files, taken.kept) == (0, 1)
    assert [file.path for file in files_of(here)] == [str(original)]


def test_no_path_of_another_computer_gets_into_a_case(here: Side, there: Side) -> None:
    secret = scan(there.folder, "key.pdf", b"mine")
    here.begin()
    rows = ((("path", str(secret)),),)
    here.say(Entry(Action.FILES, "lease", NOON, rows=rows))

    there.take(here.write())

    paths = [Path(file.path) for file in files_of(there)]
    assert secret not in paths
    assert all(there.book.evidence_folder("") in path.parents for path in paths)


def test_two_files_of_one_name_lie_apart(here: Side, there: Side) -> None:
    here.begin()
    one = scan(here.folder / "甲", content=b"%PDF-one")
    two = scan(here.folder / "乙", content=b"%PDF-two")
    attached(here, one, two)

    there.take(here.write(with_evidence=True))

    found = {Path(file.path).read_bytes() for file in files_of(there)}
    assert found == {b"%PDF-one", b"%PDF-two"}


def test_what_cannot_go_along_is_named(here: Side) -> None:
    here.begin()
    gone = scan(here.folder / "家里")
    attached(here, gone)
    rows = (*here.log()[-1].rows, (("path", "/old/旧.pdf"),))
    here.say(Entry(Action.FILES, "lease", later(1), rows=rows))
    gone.unlink()

    wanted = outgoing(here.book, CASE, clock, with_evidence=True)

    assert wanted.parcel.files == ()
    told = "\n".join(wanted.left_out)
    assert "合同.pdf" in told
    assert "旧.pdf" in told
    assert "旧.pdf" in "\n".join(written_lines(wanted, "a", sealed=True))


def test_evidence_that_cannot_be_stored_leaves_the_case_as_it_was(
    here: Side, there: Side
) -> None:
    here.begin()
    attached(here, scan(here.folder / "家里"))
    scan(there.folder, "evidence")  # a file where the folder would be

    with pytest.raises(HandoverError):
        there.take(here.write(with_evidence=True))

    assert there.book.cases() == ()


def test_a_log_that_cannot_be_stored_leaves_no_evidence(
    here: Side, there: Side
) -> None:
    here.begin()
    attached(here, scan(here.folder / "家里"))

    with pytest.raises(CaseNameError):
        there.take(here.write(with_evidence=True), as_name="a/b")

    assert not [p for p in (there.folder / "evidence").rglob("*") if p.is_file()]


def test_a_merge_of_logs_with_files_travels_on(here: Side, there: Side) -> None:
    here.begin()
    attached(here, scan(here.folder / "家里"))
    there.take(here.write(with_evidence=True))
    attached(there, scan(there.folder / "办公室", "新.pdf", b"%PDF-new"), hours=1)
    here.say(said("100", 2))
    here.take(there.write(with_evidence=True))

    taken = there.take(here.write(with_evidence=True))

    assert taken.lacking == 0
    assert there.value() == "100"
    assert [Path(file.path).name for file in files_of(there)] == ["新.pdf"]
    assert [Path(file.path).name for file in files_of(here)] == ["新.pdf"]
    assert here.take(there.write(with_evidence=True)).kind is Kind.SAME


# --- another program --------------------------------------------------------


def changed(wanted: Outgoing, path: Path, change: Callable[[Parcel], Parcel]) -> Path:
    write_parcel(path, change(wanted.parcel), {}, None)
    return path


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"version": 99}, "请升级"),
        ({"programme": "elsewhere"}, "没有这一种"),
        ({"programme": "../../../etc"}, "没有这一种"),
    ],
)
def test_what_wants_a_newer_program_is_refused_cleanly(
    here: Side, there: Side, change: dict[str, object], told: str
) -> None:
    here.begin(said("100"))
    wanted = outgoing(here.book, CASE, clock, with_evidence=False)
    path = changed(
        wanted,
        here.folder / "a.sme",
        lambda p: replace(p, label=replace(p.label, **change)),  # type: ignore[arg-type]
    )

    with pytest.raises(HandoverError) as caught:
        there.take(path)

    assert told in caught.value.user_message
    assert there.book.cases() == ()


def test_an_entry_of_a_newer_dialogue_is_refused(here: Side, there: Side) -> None:
    here.begin(replace(said("100"), version=99))

    with pytest.raises(HandoverError) as caught:
        there.take(here.write())

    assert "第 99 版" in caught.value.user_message


def test_another_edition_is_said(here: Side, there: Side) -> None:
    here.begin(said("100"))
    wanted = outgoing(here.book, CASE, clock, with_evidence=False)
    path = changed(
        wanted,
        here.folder / "a.sme",
        lambda p: replace(p, label=replace(p.label, edition="2030年版")),
    )

    with arrived(there.book, path, None) as arrival:
        assert "2030年版" in arrival.notes[0]
    with arrived(there.book, here.write(), None) as arrival:
        assert arrival.notes == ()


def test_a_case_of_another_programme_is_not_merged(here: Side, there: Side) -> None:
    here.begin(said("100"))
    there.book.create(CASE, "elsewhere", NOON)

    with pytest.raises(HandoverError) as caught:
        there.take(here.write(), as_name=CASE)

    assert "同一种" in caught.value.user_message


# --- words ------------------------------------------------------------------


def test_both_sides_of_every_kind_are_said_in_words(here: Side, there: Side) -> None:
    pair(here, there)
    evidence = Entry(
        Action.ANSWER, "evidence_lease", later(1), value="pending", typed="待补",
        rows=((("note", "下周"),),),
    )  # fmt: skip
    rows = tuple((("name", f"企业{n}"),) for n in range(3))
    here.say(
        said("200", 1, who="王某"),
        Entry(Action.ROWS, "enterprises", later(1), rows=rows),
        Entry(Action.ACCEPT, gap_id("platform_name"), later(1), value="没有名称"),
        Entry(Action.DEFER, "service_staff", later(1), value=Deferral.LATER),
        evidence,
    )
    attached(here, scan(here.folder / "家里"), hours=1)
    there.say(
        replace(said("300", 2), channel=Channel.PHONE, staff="赵某"),
        Entry(Action.ROWS, "enterprises", later(2), rows=rows[:1]),
        Entry(Action.ACCEPT, gap_id("platform_name"), later(2), value="别的"),
        Entry(Action.DEFER, "service_staff", later(2), value=Deferral.UNKNOWN),
        replace(evidence, at=later(2), value="ready", rows=()),
        Entry(Action.FILES, "lease", later(2), rows=((("path", "b.pdf"),),)),
        said("谁也不认识", 3, "no_such_fact"),
        Entry(Action.SEEN, "welcome", later(3)),
    )

    with arrived(here.book, there.write(), None) as arrival:
        text = "\n".join(
            line
            for number, difference in enumerate(arrival.differences, start=1)
            for line in both_sides(
                arrival.programme, difference, number, len(arrival.differences)
            )
        )
        documents = [difference_document(arrival, d) for d in arrival.differences]
        automatic = "\n".join(automatic_lines(arrival))
        taken = take(here.book, arrival, theirs(arrival), clock)

    for words in (
        "200 万元（王某，",
        "300 万元（",
        "赵某",
        "3 家，其中 2 家对面没有",
        "1 家，其中 0 家对面没有",
        "接受：没有名称",
        "以后再补",
        "不清楚",
        "下周",
        "1 个文件：合同.pdf",
        "1 个文件：b.pdf",
    ):
        assert words in text
    assert "谁也不认识" in automatic
    assert {d["key"] for d in documents} == {d.key for d in arrival.differences}
    assert not any("('name'" in str(document) for document in documents)
    assert "采用对方的" in "\n".join(taken_lines(taken))


def test_nothing_on_one_side_is_said_in_words(here: Side, there: Side) -> None:
    pair(here, there)
    here.say(said("12", 1, "service_staff"))
    there.say(Entry(Action.UNDO, "", later(2)))

    with arrived(here.book, there.write(), None) as arrival:
        (difference,) = arrival.differences
        told = list(both_sides(arrival.programme, difference, 1, 1))
        document = difference_document(arrival, difference)

    assert told[2].endswith("（没有填）")
    assert document["theirs"] == {"words": "（没有填）"}


def test_the_file_name_tells_nothing_of_whose_it_is(here: Side) -> None:
    here.begin()
    wanted = outgoing(here.book, CASE, clock, with_evidence=False)

    assert CASE not in wanted.file_name
    assert wanted.parcel.label.uid[:8] in wanted.file_name
    first = wanted.free_path(here.folder)
    first.write_text("")
    assert wanted.free_path(here.folder) != first


def test_a_list_of_any_length_goes_along_packed(here: Side, there: Side) -> None:
    rows = TextTable({"name": [f"企业{n}" for n in range(3000)]}, 3000)
    here.begin(Entry(Action.ROWS, "enterprises", NOON, rows=rows))

    there.take(here.write())

    assert there.log() == here.log()
    assert len(standing_of(there.book, CASE, clock).state.rows["enterprises"]) == 3000


def test_a_casebook_of_any_kind_takes_a_file(here: Side, tmp_path: Path) -> None:
    here.begin(said("100"))
    book: Casebook = SqliteCasebook(tmp_path / "c.sqlite3", clock)
    path = here.write()
    with arrived(book, path, None) as arrival:
        take(book, arrival, set(), clock)
    here.say(said("200", 1))
    with book.writer(CASE, "") as writer:
        writer.append(said("300", 2))
    with arrived(book, here.write(), None) as arrival:
        take(book, arrival, theirs(arrival), clock)

    assert [e.value for e in all_said(book.entries(CASE))] == ["100", "300", "200", ""]
    book.close()
