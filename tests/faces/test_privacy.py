"""Personal data stay where they belong: in the casebook and in what is made to hold it.

A case is filled with people who exist nowhere else, every command is run on it, and
what is written to the terminal, to logs and into file names is searched for them.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sme_assistant.assistant.programmes import DEFAULT, shipped_programme
from sme_assistant.assistant.sources import read_source
from sme_assistant.casebook import SqliteCasebook
from sme_assistant.engine.calls import CallEvent
from sme_assistant.engine.log import Action, Channel, Entry
from sme_assistant.errors import SmeAssistantError
from sme_assistant.faces.commands import COMMANDS
from sme_assistant.faces.tui.app import SmeApp
from sme_assistant.resources import shipped
from sme_assistant.values import Kind, Spec
from tests.casebook.memory import MemoryCasebook
from tests.evidence.files import pdf
from tests.faces.running import Ran, Run
from tests.faces.tui.screens import Stage, play

CASE = "样例"
PERSON = "绝密"
"""Every name of a person in the case begins so."""
PHONE = "1391111"
"""And every phone number so."""
APPLICANT = "隐名"
SENTINELS = (PERSON, PHONE)
PACKAGE = "PACKAGE"
"""Stands for the folder of the package that was made before."""
EXAMPLE = shipped("dialogues").parent / "examples" / "wanzhou-training.yaml"


def now() -> datetime:
    return datetime.now(UTC)


# --- what is marked -----------------------------------------------------------

PERSONAL = {
    "legal_representative",
    "legal_representative_phone",
    "contact_person",
    "contact_phone",
    "staff.name",
    "staff.age",
    "staff.education",
    "staff.position",
    "staff.title",
    "staff.duties",
    "enterprises.contact",
    "enterprises.phone",
}
_OF_PEOPLE = re.compile(
    r"姓名|名字|电话|手机|传真|邮箱|邮件|微信|QQ|年龄|出生|性别|民族|籍贯"
    r"|身份证|证件号|住址|家庭|工资|学历$|职称$|职务$|联系人$|负责人$|法人代表$|经办人"
)


def everything_kept() -> Iterator[tuple[str, Spec, bool]]:
    """Yield each fact and column, and whether it is marked as personal."""
    programme = shipped_programme()
    for name, fact in programme.facts.items():
        if fact.computed is None:
            yield name, fact.spec, fact.model.personal
    for name, roster in programme.rosters.items():
        for column, spec in roster.columns.items():
            model = roster.model.columns[column]
            yield f"{name}.{column}", spec, model.personal


def test_exactly_what_tells_of_a_person_is_marked() -> None:
    assert {name for name, _, personal in everything_kept() if personal} == PERSONAL


def test_whatever_is_called_like_personal_data_is_marked() -> None:
    """A fact added later is held to it by its label or kind."""
    unmarked = [
        name
        for name, spec, personal in everything_kept()
        if not personal
        and (
            spec.kind is Kind.PHONE
            or (_OF_PEOPLE.search(spec.label) and not name.startswith("evidence_"))
        )
    ]
    assert unmarked == []


# --- every command ------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give all places a program may write to below one folder, and a full case."""
    folders = {
        "HOME": "home",
        "USERPROFILE": "home",
        "XDG_DATA_HOME": "data",
        "XDG_CACHE_HOME": "cache",
        "XDG_CONFIG_HOME": "config",
        "XDG_STATE_HOME": "state",
        "TMPDIR": "tmp",
    }
    for variable, folder in folders.items():
        (tmp_path / folder).mkdir(exist_ok=True)
        monkeypatch.setenv(variable, str(tmp_path / folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    casebook = SqliteCasebook(tmp_path / "casebook.sqlite3", now)
    casebook.create(CASE, DEFAULT, now())
    with casebook.writer(CASE, "") as writer:
        writer.append(*(replace(e, who=f"{PERSON}职员") for e in _log()))
        writer.keep_draft("narrative_basic", f"{PERSON}写了一半")
        writer.start_call(f"{PERSON}来电", f"{PHONE}2222", f"{PERSON}坐席", now())
        writer.note_call(CallEvent.END, f"{PERSON}坐席", now())
        writer.add_follow_up(now().date(), "带租赁合同", f"{PERSON}坐席", now())
    casebook.close()
    (tmp_path / "word").write_text("青山搪瓷路灯七点半", "utf-8")
    return tmp_path


def _log() -> list[Entry]:
    given = read_source(str(EXAMPLE), MemoryCasebook, now)
    return [_disguised(entry) for entry in given.standing.state.effective]


def _disguised(entry: Entry) -> Entry:
    """Give the people of the example other names, so that they are found."""
    at, subject = entry.at, entry.subject
    if subject in {"legal_representative", "contact_person"}:
        return Entry(
            Action.ANSWER, subject, at, value=f"{PERSON}甲", typed=f"{PERSON}甲"
        )
    if subject.endswith("_phone"):
        phone = f"{PHONE}0000"
        return Entry(Action.ANSWER, subject, at, value=phone, typed=phone)
    if subject in {"operating_institution", "platform_name"}:
        name = f"{APPLICANT}公司"
        return Entry(Action.ANSWER, subject, at, value=name, typed=name)
    if subject in {"staff", "enterprises"} and entry.action is Action.ROWS:
        rows = [dict(row) for row in entry.rows]
        for number, row in enumerate(rows):
            # Two of a name, and one phone for all: what is told of that names nobody.
            if "contact" in row:
                row |= {"contact": f"{PERSON}{number}", "phone": f"{PHONE}1111"}
            else:
                row["name"] = f"{PERSON}{number // 2}"
        return replace(entry, rows=tuple(tuple(row.items()) for row in rows))
    return replace(entry, channel=Channel.PHONE)


WALK: dict[str, tuple[tuple[str, ...], ...]] = {
    "open": ((CASE, "--plain"), (CASE, "--plain", "--helpdesk", "--staff", "坐席")),
    "cases": (
        *((), ("--stale",), ("--stale", "0"), ("--json",)),
        *(("--find", APPLICANT), ("--find", "1391", "--json"), ("--find", "没有")),
    ),
    "check": ((CASE,), ("没有",), ("没有", "--json")),
    "assemble": (
        (CASE, "--out", "out"),
        (CASE, "--out", "out", "--json"),
        (CASE, "--out", "out", "--accept", "没有"),
        (CASE, "--out", "out", "--only", "evaluation_form"),
    ),
    "verify": ((PACKAGE,), (PACKAGE, "--json")),
    "roster": (
        ("template", "staff", "--out", "blank.xlsx"),
        ("import", CASE, "staff", "没有.csv"),
        ("import", CASE, "staff", "执照.pdf"),
        ("import", CASE, "没有", "没有.csv"),
    ),
    "evidence": (("list", CASE), ("check", CASE), ("attach", CASE, "9(3)", "执照.pdf")),
    "summary": (
        *((CASE,), (CASE, "--json"), (CASE, "--text"), (CASE, "--last-call")),
        *((CASE, "--out", "summary.docx"), (CASE, "--text", "--out", "summary.txt")),
    ),
    "followups": ((), ("done", "99"), ("done", "99", "--json")),
    "overview": ((), ("--json",), ("--csv", "overview.csv")),
    "export": (
        (CASE,),
        (CASE, "--passphrase-file", "word"),
        (CASE, "--passphrase-file", "word", "--json", "--with-evidence"),
        (CASE, "--passphrase-file", "没有"),
        (CASE, "--passphrase-file", "word", "--out", "没有/甲.sme"),
    ),
    "import": (
        ("没有",),
        ("执照.pdf",),
        ("给人的.sme",),
        ("给人的.sme", "--passphrase-file", "执照.pdf"),
        ("给人的.sme", "--passphrase-file", "word"),
        ("给人的.sme", "--passphrase-file", "word", "--json"),
    ),
    "quick": (
        ("万州 12人 10个大专",),
        ("万州 12人 10个大专", "--json"),
        ("万州 12人", "--case", "速查来的", "--staff", "坐席"),
        ("万州 12人", "--case", CASE),
    ),
    "restore": ((CASE,),),
    "purge": ((CASE,),),
    "template": (("check", "没有"),),
    "ask": (("要多少人", "--case", CASE), ("要多少人", "--case", CASE, "--json")),
    "lint": ((), ("--json",)),
    "trace": ((), ("--json",)),
    "graph": ((),),
}
"""Command to ways of using it that ask for nobody's data. One that is not here is run
on the case alone."""
_AS_WITH_ANY = ((), (CASE,), ("--json",), (CASE, "--json"))

SHOWS = {
    ("check", CASE, "--json"): "the answers, all of them, are what it is for",
    ("summary", CASE, "--with-personal"): "it is asked for in so many words",
    ("followups", "--json"): "who of the staff agreed on it is part of a row",
    ("roster", "import", CASE, "staff", "list.csv"): "it tells which rows to look at",
}
"""What is shown because it was asked for; docs/privacy.md says so."""


def ways() -> list[tuple[str, ...]]:
    return [(name, *way) for name in COMMANDS for way in WALK.get(name, _AS_WITH_ANY)]


def found_in(ran: Ran, *sentinels: str) -> list[str]:
    return [s for s in sentinels for said in (ran.out, ran.err) if s in said]


def test_no_command_says_more_of_people_than_it_was_asked(run: Run, home: Path) -> None:
    pdf(home / "执照.pdf")
    sealed = ("--passphrase-file", "word")
    assert run("export", CASE, "--out", "给人的.sme", *sealed).code == 0
    before = set(home.rglob("*"))

    told = {}
    for way in ways():
        made = next(map(str, home.glob("out/*/manifest.json")), "").rpartition("/")[0]
        ran = run(*(made if word == PACKAGE else word for word in way))
        assert way[0] != "verify" or ran.code == 0
        told[way] = found_in(ran, *SENTINELS)

    assert {way: found for way, found in told.items() if found} == {}
    new = set(home.rglob("*")) - before
    assert [p.name for p in new if any(s in p.name for s in SENTINELS)] == []
    holding = {
        path.relative_to(home).parts[0]
        for path in new
        if path.is_file() and holds_people(path)
    }
    assert holding == set(), "only the packed documents of a package hold people"
    for manifest in home.rglob("manifest.json"):
        assert not any(s in manifest.read_text("utf-8") for s in SENTINELS)


def test_an_overview_names_no_applicant_either(run: Run, home: Path) -> None:
    secrets = (*SENTINELS, APPLICANT, CASE)

    for way in WALK["overview"]:
        ran = run("overview", *way)
        assert ran.code == 0
        assert found_in(ran, *secrets) == []

    table = (home / "overview.csv").read_text("utf-8-sig")
    assert not any(secret in table for secret in secrets)


def test_what_is_asked_for_is_shown(run: Run, home: Path) -> None:
    """The exceptions are real: without them the test above would prove nothing."""
    assert run("roster", "export", CASE, "staff", "--out", "list.csv").code == 0
    lines = (home / "list.csv").read_text("utf-8-sig").splitlines()
    (home / "list.csv").write_text("\n".join([*lines, lines[-1]]), "utf-8")
    for way in SHOWS:
        assert found_in(run(*way), PERSON), way


def test_a_case_handed_over_is_readable_for_nobody_on_the_way(
    run: Run, home: Path
) -> None:
    """The same search that finds nothing in a sealed file finds all in an open one."""
    word = ("--passphrase-file", "word")
    for name, how in (("封好的.sme", word), ("没封的.sme", ("--no-encryption",))):
        ran = run("export", CASE, "--out", name, *how)
        assert (ran.code, found_in(ran, *SENTINELS)) == (0, [])

    assert holds_people(home / "没封的.sme")
    assert not holds_people(home / "封好的.sme")
    assert list((home / "tmp").iterdir()) == []


def test_a_merge_shows_what_has_to_be_chosen_and_no_more(run: Run, home: Path) -> None:
    """A phone that differs is shown, for one cannot choose otherwise."""
    there = ("--casebook", "there.sqlite3")
    word = ("--passphrase-file", "word")
    run("export", CASE, "--out", "一.sme", *word)
    assert run(*there, "import", "一.sme", *word).code == 0
    for name, phone in (("casebook", "3333"), ("there", "4444")):
        book = SqliteCasebook(home / f"{name}.sqlite3", now)
        with book.writer(CASE, "") as writer:
            said = f"{PHONE}{phone}"
            entry = Entry(Action.ANSWER, "contact_phone", now(), value=said, typed=said)
            writer.append(entry)
        book.close()
    run("export", CASE, "--out", "二.sme", *word)

    ran = run(*there, "import", "二.sme", *word, "--json")

    assert ran.code == 1
    assert f"{PHONE}3333" in ran.out
    assert PERSON not in ran.out
    taken = run(*there, "import", "二.sme", *word, "--take", "mine")
    assert (taken.code, found_in(taken, *SENTINELS)) == (0, [])


def test_what_a_removed_case_leaves_beside_the_casebook_names_nobody(
    run: Run, home: Path
) -> None:
    """Journals, locks, indexes and folders of evidence included."""
    assert run("cases", "--find", PHONE).code == 0
    run("export", CASE, "--out", "一.sme", "--passphrase-file", "word")
    assert run("purge", CASE, "--yes").code == 0

    places = [path for path in home.rglob("*") if path.is_file()]
    assert len(places) > 1
    assert [path.name for path in places if holds_people(path)] == []
    kept = {path.name for path in home.glob("casebook*")}
    assert kept == {"casebook.sqlite3", "casebook.sqlite3.locks"}


def holds_people(path: Path) -> bool:
    content = path.read_bytes()
    return any(sentinel.encode() in content for sentinel in SENTINELS)


def test_a_crash_of_any_command_repeats_nobody(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        secret = f"{PERSON}甲 {PHONE}0000"
        raise RuntimeError(secret)

    for method in (
        *("cases", "info", "entries", "writer", "outputs", "purge", "find"),
        *("open_follow_ups", "finish_follow_up", "untouched_since", "of_uid"),
    ):
        monkeypatch.setattr(SqliteCasebook, method, fail)

    crashed = 0
    for way in ways():
        ran = run(*way)
        crashed += ran.code == 1 and "程序出了意外" in ran.err
        assert found_in(ran, *SENTINELS) == [], way
    assert crashed > len(COMMANDS) // 2
    reports = list((home / "state").rglob("crash-*.txt"))
    assert reports
    for report in reports:
        assert not any(s in report.read_text("utf-8") for s in SENTINELS)


def test_what_goes_into_logs_repeats_nothing_that_was_typed(home: Path) -> None:
    path = home / "answers.yaml"
    path.write_text(
        f"contact_person: [{PERSON}]\ncontact_phone: {PHONE}\n{PERSON}甲: 1\n"
        f"rosters:\n  staff: {PERSON}.csv\n",
        "utf-8",
    )

    with pytest.raises(SmeAssistantError) as caught:
        read_source(str(path), MemoryCasebook, now)

    assert PERSON in caught.value.user_message
    assert not any(s in str(caught.value) for s in SENTINELS)


@pytest.mark.skipif(os.name == "nt", reason="the locks are named otherwise there")
def test_the_lock_of_an_open_case_names_nobody_but_who_holds_it(home: Path) -> None:
    casebook = SqliteCasebook(home / "casebook.sqlite3", now)
    locks = home / "casebook.sqlite3.locks"
    for holder in ("", f"{PERSON}坐席"):
        with casebook.writer(CASE, holder):
            assert len(list(locks.iterdir())) > 1
            for path in locks.iterdir():
                assert CASE not in path.name
                told = json.loads(path.read_text("utf-8") or "{}")
                assert told.keys() <= {"who", "host", "process", "since"}
                assert told.get("who", holder) == holder
    casebook.close()
    assert not any(holds_people(path) for path in locks.iterdir())


def test_the_title_of_the_window_names_nobody(
    capfd: pytest.CaptureFixture[str],
) -> None:
    book = MemoryCasebook()
    book.create(f"{PERSON}甲的申报", DEFAULT, now())

    async def scene(stage: Stage) -> None:
        assert f"{PERSON}甲" in stage.shown()
        assert (stage.app.title, stage.app.sub_title) == (SmeApp.__name__, "")

    play(scene, book, case=f"{PERSON}甲的申报")
    assert "\x1b]" not in capfd.readouterr().out
