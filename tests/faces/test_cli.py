"""The command line: exit codes, JSON, errors in Chinese, and no traceback."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sme_assistant.assistant import boards, turns
from sme_assistant.assistant.commands import Command
from sme_assistant.casebook import SqliteCasebook
from sme_assistant.faces.commands import COMMANDS
from tests.faces.running import Run

SECRET = "李四的电话13900000000"  # noqa: S105 (what must not be repeated in a report)


def test_help_is_chinese_throughout(run: Run) -> None:
    for words in ([], *([name] for name in COMMANDS)):
        ran = run(*words, "--help")
        assert ran.code == 0
        assert ran.out.startswith("用法：")
        for english in ("OPTIONS", "COMMAND", "ARGS", "Show", "Usage", "required"):
            assert english not in ran.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("没有",), "没有“没有”这个命令"),
        (("open",), "缺少“记录”"),
        (("open", "--nope", "x"), "没有“--nope”这个选项"),
        (("check", "没有"), "没有找到名为“没有”的申报记录"),
        (("check", "没有.yaml"), "没有找到文件“没有.yaml”"),
        (("assemble", "没有"), "缺少“--out”"),
        (("lint", "没有"), "要写一个已有的文件夹"),
        (("restore", "没有"), "没有找到名为“没有”的申报记录"),
        (("assemble", "没有", "--out", "."), "没有找到名为“没有”的申报记录"),
        (("purge", "没有", "--yes"), "没有找到名为“没有”的申报记录"),
        (("open", "甲/乙"), "这个名称不能用"),
        (("open", " "), "名称是空的"),
        (("--casebook", ".", "cases"), "不能用作申报记录文件"),
        (("roster",), "后面还要写一个命令：template、import、export"),
        (("assemble", "没有", "--out"), "“--out”后面要写一个值"),
        (("ask", "要多少人", "--why=3"), "“--why”后面不用写值"),
        (("open", "我的", "申报"), "多写了“申报”"),
        (("evidence", "mark", "没有", "lease", "有"), "请写其中之一：paper、later"),
        (("evidence", "attach", "没有", "lease"), "缺少“文件”"),
        (("graph", "没有"), "“文件夹”要写一个已有的文件夹"),
        (("overview", "--day", "三月"), "不是日期"),
        (("cases", "--stale", "很久"), "不是天数"),
    ],
)
def test_wrong_use_is_told_in_chinese_with_exit_code_2(
    run: Run, words: tuple[str, ...], told: str
) -> None:
    ran = run(*words)

    assert ran.code == 2
    assert told in ran.err
    assert "请" in ran.err
    assert not ran.out


@pytest.mark.parametrize("name", ["长" * 300, "~nobody/x"])
@pytest.mark.parametrize(
    "words",
    [
        ("check", "{}"),
        ("check", "{}.yaml"),
        ("check", "样例/{}.yaml"),
        ("assemble", "样例", "--out", "{}/{}"),
        ("assemble", "样例", "--out", "out", "--templates", "{}"),
        ("verify", "{}"),
        ("verify", "{}.zip"),
        ("roster", "template", "staff", "--out", "{}.xlsx"),
        ("roster", "import", "样例", "staff", "{}.csv"),
        ("roster", "export", "样例", "staff", "--out", "{}.csv"),
        ("evidence", "attach", "样例", "lease", "{}.pdf"),
        ("template", "check", "{}"),
        ("template", "preview", "cover", "--out", "{}.docx"),
        ("overview", "--csv", "{}.csv"),
        ("lint", "{}"),
        ("graph", "{}"),
        ("restore", "{}"),
        ("purge", "{}", "--yes"),
    ],
)
def test_a_name_that_no_file_can_have_is_told(
    run: Run, words: tuple[str, ...], name: str
) -> None:
    """One that is too long, and a home of nobody: the system refuses to look."""
    run("open", "样例", "--plain")

    ran = run(*(word.replace("{}", name) for word in words))

    assert "意外" not in ran.err
    assert ran.code == 2 or (name.startswith("~") and ran.code == 0)


def test_the_casebook_may_be_named_likewise(run: Run) -> None:
    ran = run("--casebook", "长" * 300, "cases")

    assert ran.code == 2
    assert "请" in ran.err


def test_a_case_that_is_not_in_the_trash_is_not_said_to_come_from_there(
    run: Run,
) -> None:
    run("open", "样例", "--plain")

    assert "不在回收站里" in run("restore", "样例").out


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("check", "没有"),
        ("check", "没有.yaml"),
        ("check", "没有", "--nope"),
        ("assemble", "没有"),
        ("assemble", "没有", "--out", "/dev/null/nowhere"),
    ],
)
def test_wrong_use_with_json_is_one_document(run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words, "--json")

    assert ran.code == 2
    assert not ran.err
    (error,) = json.loads(ran.out)["errors"]
    assert error.keys() == {"fact", "where", "message"}
    assert "请" in error["message"]


def test_all_that_is_wrong_in_an_answers_file_is_told_at_once(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text("total_assets: 很多\nservice_staff: 约12人\nnope: 1\n", "utf-8")

    ran = run("check", "answers.yaml", "--json")

    assert ran.code == 2
    errors = json.loads(ran.out)["errors"]
    assert [(e["fact"], e["where"]) for e in errors] == [
        ("total_assets", "answers.yaml:1"),
        ("service_staff", "answers.yaml:2"),
        ("nope", "answers.yaml:3"),
    ]
    told = run("check", "answers.yaml").err
    assert all(error["message"] in told for error in errors)


def test_a_damaged_casebook_is_told_and_left_alone(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "casebook.sqlite3"
    path.write_text("这不是申报记录", encoding="utf-8")

    ran = run("cases")

    assert ran.code == 2
    assert "没有改动它" in ran.err
    assert path.read_text(encoding="utf-8") == "这不是申报记录"


def test_a_case_is_filled_in_checked_listed_and_removed(run: Run) -> None:
    assert "还没有申报记录" in run("cases").out

    typed = "\n" * 10 + "跳到 total_assets\n150万元\n"
    assert run("open", "样例", "--plain", typed=typed).code == 0
    judged = json.loads(run("check", "样例", "--json").out)
    assert judged["answers"]["total_assets"]["value"] == "150"
    assert "还差 50 万元" in run("check", "样例").out
    assert "样例" in run("cases").out
    assert "没有删除" in run("purge", "样例").out
    assert "已删除" in run("purge", "样例", typed="删除\n").out
    assert "还没有申报记录" in run("cases").out


def test_a_case_in_the_trash_is_refused_and_taken_back(
    run: Run, tmp_path: Path
) -> None:
    run("open", "样例", typed="\n")
    book = SqliteCasebook(tmp_path / "casebook.sqlite3", lambda: datetime.now(UTC))
    book.delete("样例")

    refused = run("open", "样例")

    assert refused.code == 2
    assert "回收站" in refused.err
    assert not refused.out
    assert "还没有申报记录" in run("cases").out
    assert "已从回收站取回“样例”" in run("restore", "样例").out
    assert run("open", "样例").code == 0


def test_a_name_in_other_widths_opens_the_case_there_is(run: Run) -> None:
    run("open", "样例(重庆)A")

    assert "已保存在“样例(重庆)A”里" in run("open", "样例（重庆）ａ").out
    assert run("cases").out.count("\n") == 1


def test_without_a_command_the_home_opens(run: Run) -> None:
    assert run(typed="样例\n").code == 0
    assert "1. 样例" in run().out


@pytest.mark.parametrize(
    "error", [ValueError(SECRET), KeyError(SECRET), RecursionError(SECRET)]
)
def test_a_crash_shows_its_place_and_nothing_of_the_case(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: Exception
) -> None:
    def crash(_standing: object) -> None:
        raise error

    monkeypatch.setitem(turns._CARDS, Command.BOARD, crash)

    ran = run("open", "样例", typed="\n" * 10 + f"跳到 contact_name\n{SECRET}\n自评\n")

    assert ran.code == 1
    assert str(tmp_path / "casebook.sqlite3") in ran.err
    (path,) = (tmp_path / "state").rglob("crash-*.txt")
    assert str(path) in ran.err
    report = path.read_text(encoding="utf-8")
    assert type(error).__name__ in report
    assert "sme_assistant/assistant/turns.py:" in report
    assert "casebook.sqlite3" in report
    assert SECRET not in ran.err + report
    assert "Traceback" not in ran.out + ran.err


def test_a_crash_is_told_where_no_report_can_be_kept(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "state").write_text("一个文件", encoding="utf-8")

    def crash(_standing: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setitem(turns._CARDS, Command.BOARD, crash)

    ran = run("open", "样例", typed="自评\n")

    assert "ValueError test_cli.py:" in ran.err
    assert SECRET not in ran.err


def test_a_crash_leaves_the_case_as_it_was(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(boards, "counts", boards.counts)
        patched.setattr(
            "sme_assistant.assistant.presenter.consequences",
            lambda *_: (_ for _ in ()).throw(RuntimeError),
        )
        typed = "\n" * 10 + "跳到 total_assets\n150万元\n"
        assert run("open", "样例", typed=typed).code == 1

    judged = json.loads(run("check", "样例", "--json").out)
    assert judged["answers"]["total_assets"]["typed"] == "150万元"
    assert run("open", "样例").code == 0


def test_an_interrupt_leaves_quietly(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_standing: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(turns._CARDS, Command.BOARD, interrupt)

    ran = run("open", "样例", typed="自评\n")

    assert ran.code == 130
    assert "Traceback" not in ran.err


def test_cases_are_found_by_what_they_say(run: Run) -> None:
    for number in range(60):
        run("quick", "万州 12人", "--case", f"第{number:02}份")
    run("quick", "云阳", "--case", "另一份")

    found = run("cases", "--find", "云阳")
    assert found.out.startswith("　1. 另一份　")
    assert found.out.count("\n") == 1
    data = json.loads(run("cases", "--find", "万县 第4", "--json").out)
    assert [case["name"] for case in data["cases"]] == [
        f"第4{n}份" for n in range(9, -1, -1)
    ]
    assert data["find"] == "万县 第4"
    assert data["more"] is False
    many = json.loads(run("cases", "--find", "万州", "--json").out)
    assert (len(many["cases"]), many["more"]) == (50, True)
    assert "没有找到含有“渝北”的申报记录" in run("cases", "--find", "渝北").out
    assert len(json.loads(run("cases", "--json").out)["cases"]) == 61
