"""The file of a case: what is read is proven, bounded and leads nowhere else."""

from __future__ import annotations

import errno
import json
import os
import stat
from binascii import b2a_base64
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from zlib import compress, crc32

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sme_assistant.engine.log import Action, Entry
from sme_assistant.engine.records import (
    Carried,
    carried_by,
    carrying,
    drafts_carried_by,
    to_record,
)
from sme_assistant.engine.text_tables import TextTable
from sme_assistant.errors import HandoverError
from sme_assistant.handover import parcel as parcels
from sme_assistant.handover.parcel import (
    FileNote,
    Label,
    Parcel,
    needs_passphrase,
    opened_parcel,
    write_parcel,
)
from sme_assistant.handover.sealing import sealed_to
from sme_assistant.phrases import Handover
from tests.casebook.conftest import NOON, answer
from tests.casebook.test_contract import logs

LABEL = Label(
    name="样例",
    uid="0" * 31 + "a",
    programme="chongqing_municipal",
    edition="2018年版",
    version=1,
    created_at=NOON,
    made_at=NOON,
    program="0.1.0",
)
PDF = b"%PDF- " * 300_000
SHA = sha256(PDF).hexdigest()
NOTE = FileNote("合同.pdf", SHA, len(PDF))
CALL = {"day": "2026-12-03", "what": "", "staff": "", "made_at": NOON.isoformat()}
WORD = "青山 搪瓷 路灯"


def packed(columns: object, count: int) -> str:
    """Pack what need be no table, with a check that holds."""
    body = compress(json.dumps(columns).encode(), 9)
    letters = b2a_base64(body, newline=False).decode()
    return f"packed1:{count}:{crc32(body, count)}:{letters}"


def lines(*told: object) -> bytes:
    return b"".join(json.dumps(line).encode() + b"\n" for line in told)


def label(**change: object) -> dict[str, Any]:
    told: dict[str, Any] = {
        "case": {
            "name": "样例",
            "uid": LABEL.uid,
            "programme": "chongqing_municipal",
            "edition": "2018年版",
            "version": 1,
            "created_at": NOON.isoformat(),
            "made_at": NOON.isoformat(),
            "program": "0.1.0",
        },
        "entries": 0,
        "drafts": 0,
        "calls": 0,
        "files": [],
    }
    told["case"].update(change.pop("case", {}))
    return {**told, **change}


def put(path: Path, content: bytes) -> Path:
    """Write a file whose seal is whole, whatever is in it."""
    with path.open("wb") as target:
        sink = sealed_to(target, None)
        sink.write(content)
        sink.end()
    return path


def _is_plain(entry: Entry) -> bool:
    """Whether an entry merges nothing and holds no sign that commands a terminal."""
    cells = [text for row in entry.rows for pair in row for text in pair]
    own = (entry.subject, entry.value, entry.typed, entry.who, entry.staff)
    texts = "".join((*own, entry.source, *cells))
    is_shown = not any(
        (ord(s) < 32 and s not in "\t\n") or 127 <= ord(s) < 160 for s in texts
    )
    return entry.action is not Action.MERGE and is_shown


def read(path: Path, word: str | None = None) -> Parcel:
    with opened_parcel(path, word) as opened:
        return opened.parcel


def refusal(path: Path) -> str:
    with pytest.raises(HandoverError) as caught:
        read(path)
    return caught.value.user_message


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    log=logs.map(lambda log: [e for e in log if _is_plain(e)]),
    drafts=st.dictionaries(st.text("abc"), st.text("一二\n")),
)
def test_a_case_comes_back_equal(
    tmp_path: Path, log: list[Entry], drafts: dict[str, str]
) -> None:
    given_ = Parcel(LABEL, tuple(log), drafts)
    path = tmp_path / "a.sme"
    path.unlink(missing_ok=True)

    write_parcel(path, given_, {}, None)

    assert read(path) == given_


def test_evidence_goes_along_and_is_unpacked_for_its_owner_alone(
    tmp_path: Path,
) -> None:
    source, path = tmp_path / "合同.pdf", tmp_path / "a.sme"
    source.write_bytes(PDF)
    told: list[tuple[int, int, str]] = []

    write_parcel(
        path,
        Parcel(LABEL, (answer("1"),), {}, (NOTE,)),
        {SHA: source},
        WORD,
        lambda *step: told.append(step),
    )
    place = tmp_path / "data" / "uid" / "sha" / "合同.pdf"
    with opened_parcel(path, WORD, lambda *step: told.append(step)) as opened:
        assert opened.unpack({SHA: [place]}) == [place]
        assert opened.unpack({SHA: [place]}) == []  # it is there
        assert opened.unpack({}) == []  # nobody wants it

    assert place.read_bytes() == PDF
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
        assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    assert {what for _, _, what in told} == {
        Handover.WRITING,
        Handover.READING,
        Handover.UNPACKING,
    }
    assert all(0 <= done <= total for done, total, _ in told)
    assert b"%PDF" not in path.read_bytes()


def test_a_file_that_is_there_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.sme"
    path.write_text("mine")

    with pytest.raises(HandoverError) as caught:
        write_parcel(path, Parcel(LABEL, ()), {}, None)

    assert "已经有了" in caught.value.user_message
    assert path.read_text() == "mine"


@pytest.mark.parametrize("name", ["nowhere/a.sme", "x" * 300, "a\0b"])
def test_where_nothing_can_be_written_it_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(HandoverError) as caught:
        write_parcel(tmp_path / name, Parcel(LABEL, ()), {}, None)

    assert "写不进去" in caught.value.user_message
    assert list(tmp_path.iterdir()) == []


def full(_source: int, *_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_told_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(HandoverError) as caught:
        write_parcel(tmp_path / "a.sme", Parcel(LABEL, ()), {}, WORD)

    assert "磁盘满了" in caught.value.user_message
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_while_unpacking_leaves_no_evidence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, path = tmp_path / "合同.pdf", tmp_path / "a.sme"
    source.write_bytes(PDF)
    other = tmp_path / "b.pdf"
    other.write_bytes(b"b")
    second = FileNote("b.pdf", sha256(b"b").hexdigest(), 1)
    sources = {SHA: source, second.sha256: other}
    write_parcel(path, Parcel(LABEL, (), {}, (NOTE, second)), sources, None)
    replaced: list[Path] = []
    move = Path.replace

    def replace_(self: Path, target: Path) -> Path:
        if replaced:
            full(0)
        replaced.append(self)
        return move(self, target)

    with opened_parcel(path, None) as opened:
        monkeypatch.setattr(Path, "replace", replace_)
        with pytest.raises(HandoverError) as caught:
            opened.unpack({n.sha256: [tmp_path / "d" / n.name] for n in (NOTE, second)})

    assert "磁盘满了" in caught.value.user_message
    assert not [*tmp_path.glob("d/*")]


def test_evidence_that_changes_while_it_is_written_stops_it(tmp_path: Path) -> None:
    source = tmp_path / "合同.pdf"
    source.write_bytes(PDF + b"more")

    with pytest.raises(HandoverError) as caught:
        write_parcel(
            tmp_path / "a.sme",
            Parcel(LABEL, (), {}, (NOTE,)),
            {SHA: source},
            None,
        )

    assert "合同.pdf" in caught.value.user_message
    assert not (tmp_path / "a.sme").exists()


def test_whether_a_passphrase_is_needed_is_known_beforehand(tmp_path: Path) -> None:
    write_parcel(tmp_path / "a.sme", Parcel(LABEL, ()), {}, None)
    write_parcel(tmp_path / "b.sme", Parcel(LABEL, ()), {}, WORD)

    assert not needs_passphrase(tmp_path / "a.sme")
    assert needs_passphrase(tmp_path / "b.sme")


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    assert "没有找到" in refusal(tmp_path / "none")
    assert "没有找到" in refusal(tmp_path)
    assert "\0" not in refusal(Path("a\0b")).replace("a\0b", "")


def test_a_file_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path / "a.sme", lines(label()))
    monkeypatch.setattr(parcels, "LARGEST_FILE", 10)

    assert refusal(path) == Handover.TOO_LARGE


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"{}\n",
        b"[" * 100_000 + b"\n",
        b"\xff\n",
        lines(label())[:-1],
        lines(label()) + b"more",
        lines(label(entries=1)),
        lines(label(entries=-1)),
        lines(label(entries=True)),
        lines(label(entries=10**9)),
        lines(label(drafts=10**9)),
        lines(label(case={"uid": "../../x"})),
        lines(label(case={"uid": 5})),
        lines(label(case={"version": -1})),
        lines(label(case={"version": "1"})),
        lines(label(case={"name": 5})),
        lines(label(case={"name": "\ud800"})),
        lines(label(case={"created_at": "2026-01-01T00:00:00"})),
        lines(label(case={"colour": "red"})),
        lines(label(files=[{"name": "a"}])),
        lines(label(files=[{"name": "a", "sha256": "x", "size": 1}])),
        lines(label(files=[{"name": "a", "sha256": SHA, "size": 10**12}])),
        lines(label(files=[{"name": "a", "sha256": SHA, "size": 1}])) + b"x",
        lines(label(files=[{"name": "a", "sha256": SHA, "size": 1}] * 2)) + b"xx",
        lines(label(entries=1), {"entry": {"action": "answer"}}),
        lines(label(entries=1), {"entry": {**to_record(answer("1")), "value": 1}}),
        lines(label(entries=1), {"entry": {**to_record(answer("1")), "who": "\ud800"}}),
        lines(label(entries=1), {"entry": {**to_record(answer("1")), "version": "-1"}}),
        lines(
            label(entries=1),
            {"entry": {**to_record(answer("1")), "version": "9" * 5000}},
        ),
        lines(label(entries=1), {"entry": []}),
        lines(label(entries=1), []),
        lines(label(drafts=1), {"draft": "a", "text": "\ud800"}),
        lines(label(drafts=1), {"draft": 1, "text": 2}),
        lines(label(calls=10**9)),
        lines(label(calls=1), {"call": {**CALL, "day": "someday"}}),
        lines(label(calls=1), {"call": {**CALL, "made_at": "2026-01-01"}}),
        lines(label(calls=1), {"call": {**CALL, "what": 5}}),
        lines(label(calls=1), {"call": {**CALL, "staff": "\ud800"}}),
        lines(label(calls=1), {"call": []}),
    ],
)
def test_what_no_program_of_ours_writes_is_refused(
    tmp_path: Path, content: bytes
) -> None:
    assert refusal(put(tmp_path / "a.sme", content)) == Handover.MALFORMED


@pytest.mark.parametrize(
    "content",
    [
        lines(label(entries=1), {"entry": {**to_record(answer("1")), "mood": "glad"}}),
        lines(label(entries=1), {"entry": {**to_record(answer("1")), "action": "go"}}),
        lines(label(entries=1), {"song": {}}),
        lines(label(drafts=1), {"draft": "a", "text": "b", "colour": "red"}),
        lines(label(calls=1), {"ring": CALL}),
        lines(label(calls=1), {"call": {**CALL, "mood": "glad"}}),
    ],
)
def test_words_of_a_newer_program_ask_for_it(tmp_path: Path, content: bytes) -> None:
    assert refusal(put(tmp_path / "a.sme", content)) == Handover.NEWER_WORDS


BAD_NAMES = ["../x", "a/b", "/etc/passwd", "..", ".", "", "a\\b", "C:x", "a\nb"]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_no_name_leads_to_another_folder(tmp_path: Path, name: str) -> None:
    file = {"name": name, "sha256": sha256(b"x").hexdigest(), "size": 1}
    attached = Entry(Action.FILES, "lease", NOON, rows=((("path", name),),))
    merged = carrying(Entry(Action.MERGE, "", NOON), [Carried(attached, True)], {})

    for content in (
        lines(label(files=[file])) + b"x",
        lines(label(entries=1), {"entry": to_record(attached)}),
        lines(label(entries=1), {"entry": to_record(merged)}),
    ):
        assert refusal(put(tmp_path / "a.sme", content)) == Handover.UNSAFE_NAME


def listed(rows: str) -> bytes:
    entry = {**to_record(Entry(Action.ROWS, "staff", NOON)), "rows": rows}
    return lines(label(entries=1), {"entry": entry})


def test_a_packed_list_that_would_burst_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parcels, "LARGEST_LIST", 1_000_000)
    bomb = packed({"name": ["a" * 2_000_000]}, 1)
    assert len(bomb) < 20_000

    assert refusal(put(tmp_path / "a.sme", listed(bomb))) == Handover.MALFORMED


@pytest.mark.parametrize(
    "rows",
    [
        packed({"name": ["a"]}, 2),
        packed({"name": [1]}, 1),
        packed({"name": ["\ud800"]}, 1),
        packed([], 1),
        packed({}, 5),
        packed({"name": 5}, 1),
        packed({"name": ["a"]}, 1)[:-4],
        "packed1:1:1:AAAA",
    ],
)
def test_a_packed_list_that_is_none_is_refused(tmp_path: Path, rows: str) -> None:
    assert refusal(put(tmp_path / "a.sme", listed(rows))) == Handover.MALFORMED


def test_a_packed_list_comes_along(tmp_path: Path) -> None:
    table = TextTable({"name": [f"{n}" for n in range(600)]}, 600)
    entry = Entry(Action.ROWS, "staff", NOON, rows=table)
    merge = carrying(Entry(Action.MERGE, "", NOON), [Carried(entry, False)], {"q": "x"})
    given_ = Parcel(LABEL, (entry, merge))

    write_parcel(tmp_path / "a.sme", given_, {}, None)

    assert read(tmp_path / "a.sme") == given_


def test_a_merge_within_a_merge_is_refused(tmp_path: Path) -> None:
    merge = Entry(Action.MERGE, "", NOON)
    inner = carrying(merge, [Carried(answer("1"), True)], {})
    outer = carrying(merge, [Carried(inner, True)], {})
    content = lines(label(entries=1), {"entry": to_record(outer)})

    assert refusal(put(tmp_path / "a.sme", content)) == Handover.MALFORMED


@settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(garbage=st.binary(max_size=400))
def test_no_garbage_under_a_whole_seal_raises_anything_else(
    tmp_path: Path, garbage: bytes
) -> None:
    path = put(tmp_path / "a.sme", lines(label(entries=3)) + garbage)

    with pytest.raises(HandoverError):
        read(path)


def test_a_word_that_stops_it_leaves_nothing(tmp_path: Path) -> None:
    class Stopped(Exception):  # noqa: N818
        pass

    def stop(*_: object) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        write_parcel(tmp_path / "a.sme", Parcel(LABEL, (answer("1"),)), {}, None, stop)

    assert list(tmp_path.iterdir()) == []


def test_a_label_of_another_version_is_kept_as_it_is(tmp_path: Path) -> None:
    newer = replace(LABEL, version=99, program="9.9")
    write_parcel(tmp_path / "a.sme", Parcel(newer, ()), {}, None)

    assert read(tmp_path / "a.sme").label == newer


# --- what would command a terminal --------------------------------------------

WIPE = "\x1b[2J\x9b\r\b"


def test_signs_that_would_command_a_terminal_are_left_out(tmp_path: Path) -> None:
    """Whoever shows an answer on a screen need not think of them."""
    odd = replace(
        answer("1"),
        value=f"万州{WIPE}公司",
        typed=f"万州{WIPE}",
        who=f"{WIPE}甲",
        rows=((("note", f"注{WIPE}\n记\t"),),),
    )
    merge = Entry(Action.MERGE, "", NOON, source=f"{WIPE}b.sme")
    carried = [Carried(odd, taken=True)]
    merge = carrying(merge, carried, {"narrative_basic": f"写{WIPE}"})
    odd_label = replace(LABEL, name=f"样{WIPE}例", edition=f"{WIPE}版")
    path = tmp_path / "a.sme"
    drafts = {"narrative_basic": f"一\r\n二{WIPE}"}
    write_parcel(path, Parcel(odd_label, (odd, merge), drafts), {}, None)

    parcel = read(path)

    first, second = parcel.entries
    assert (first.value, first.typed, first.who) == ("万州[2J公司", "万州[2J", "[2J甲")
    assert first.rows == ((("note", "注[2J\n记\t"),),)
    assert second.source == "[2Jb.sme"
    (brought,) = carried_by(second)
    assert brought == Carried(first, taken=True)
    assert dict(drafts_carried_by(second)) == {"narrative_basic": "写[2J"}
    assert (parcel.label.name, parcel.label.edition) == ("样[2J例", "[2J版")
    assert parcel.drafts == {"narrative_basic": "一\n二[2J"}


def test_a_packed_list_with_such_signs_is_refused(tmp_path: Path) -> None:
    cells = ["张三", *["李四"] * 599]
    for sign in ("", "\x1b"):
        rows = packed({"name": [f"{sign}{cell}" for cell in cells]}, 600)
        record = {**to_record(answer("1")), "action": "rows", "rows": rows}
        content = lines(label(entries=1), {"entry": record})
        path = put(tmp_path / f"{bool(sign)}.sme", content)
        if sign:
            assert refusal(path) == Handover.MALFORMED
        else:
            assert len(read(path).entries[0].rows) == 600


def test_evidence_that_finds_no_room_leaves_no_folder_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, path = tmp_path / "合同.pdf", tmp_path / "a.sme"
    source.write_bytes(PDF)
    write_parcel(path, Parcel(LABEL, (), {}, (NOTE,)), {SHA: source}, None)
    place = tmp_path / "evidence" / "uid" / "sha" / "合同.pdf"

    with opened_parcel(path, None) as opened:
        monkeypatch.setattr(Path, "replace", lambda *_: full(0))
        with pytest.raises(HandoverError):
            opened.unpack({SHA: [place]})

    assert sorted(tmp_path.iterdir()) == [path, source]
