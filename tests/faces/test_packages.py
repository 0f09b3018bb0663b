"""The package on the command line: what is open, single documents, templates."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import docx
import pytest

from sme_assistant.casebook import SqliteCasebook
from sme_assistant.engine.log import Action
from sme_assistant.resources import shipped
from tests.faces.running import Run
from tests.faces.talking import clock

EXAMPLES = shipped("examples")
DONE = EXAMPLES / "wanzhou-training.yaml"
HALF = EXAMPLES / "half-finished.yaml"


def made(ran_out: str) -> Path:
    return Path(json.loads(ran_out)["folder"])


def test_open_points_are_listed_and_accepted_one_by_one(
    run: Run,
    tmp_path: Path,
) -> None:
    first = run("assemble", str(HALF), "--out", "one", "--json")
    points = json.loads(first.out)["open"]
    assert json.loads(first.out)["draft"]
    assert {p["kind"] for p in points} >= {"gap", "material"}
    assert not any(point["accepted"] for point in points)

    half = tmp_path / "half.yaml"
    text = HALF.read_text("utf-8")
    half.write_text(text.replace("aggregated_institutions: 5", ""), "utf-8")
    points = json.loads(run("assemble", str(half), "--out", "a", "--json").out)["open"]
    accepts = [word for p in points for word in ("--accept", p["id"])]
    last = run("assemble", str(half), "--out", "two", "--json", *accepts)

    assert last.code == 0
    assert not json.loads(last.out)["draft"]
    assert all(point["accepted"] for point in json.loads(last.out)["open"])


def test_a_figure_that_is_not_its_list_s_cannot_be_accepted(
    run: Run, tmp_path: Path
) -> None:
    first = run("assemble", str(HALF), "--out", "one", "--json")
    points = json.loads(first.out)["open"]
    (firm,) = (point for point in points if not point["acceptable"])

    ran = run("assemble", str(HALF), "--out", "two", "--accept", firm["id"])

    assert firm["id"].startswith("conflict:institution_roster_number@")
    assert ran.code == 2
    assert "不能就这样报送" in ran.err
    assert not (tmp_path / "two").exists()


def test_open_points_are_told_with_the_way_to_accept_them(run: Run) -> None:
    ran = run("assemble", str(HALF), "--out", "one")

    assert "编号 gap:platform_name" in ran.out
    assert "--accept" in ran.out


def test_a_point_that_is_none_is_refused_and_nothing_written(
    run: Run,
    tmp_path: Path,
) -> None:
    ran = run("assemble", str(HALF), "--out", "one", "--accept", "gap:revenu")

    assert ran.code == 2
    assert "gap:revenu" in ran.err
    assert "gap:revenue" in ran.err
    assert not (tmp_path / "one").exists()


def test_acceptance_is_kept_in_the_case(run: Run, tmp_path: Path) -> None:
    run("open", "样例", "--plain", typed="退出\n")
    point = "gap:platform_name"

    run("assemble", "样例", "--out", "one", "--accept", point)
    again = run("assemble", "样例", "--out", "two", "--json")

    states = {p["id"]: p["accepted"] for p in json.loads(again.out)["open"]}
    assert states[point]
    book = SqliteCasebook(tmp_path / "casebook.sqlite3", clock)
    entries = [e for e in book.entries("样例") if e.action is Action.ACCEPT]
    assert [e.subject for e in entries] == [point]
    assert entries[0].value == "没有填写：拟申报平台名称"
    undone = run("open", "样例", "--plain", typed="撤销\n退出\n")
    assert "已撤销" in undone.out
    after = run("assemble", "样例", "--out", "three", "--json")
    assert not any(p["accepted"] for p in json.loads(after.out)["open"])


def copied_example(tmp_path: Path, name: str, more: str) -> Path:
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    file = tmp_path / "examples" / name
    file.write_text(file.read_text("utf-8") + more, "utf-8")
    return file


def test_an_answers_file_accepts_points(run: Run, tmp_path: Path) -> None:
    file = copied_example(
        tmp_path,
        HALF.name,
        "\naccepted:\n  - gap:platform_name\n  - gap:service_staff\n",
    )

    ran = run("assemble", str(file), "--out", "one", "--json")
    told = run("assemble", str(file), "--out", "two")

    states = {p["id"]: p["accepted"] for p in json.loads(ran.out)["open"]}
    assert states["gap:platform_name"]
    if "gap:service_staff" not in states:
        assert "“gap:service_staff”这一项已经补齐" in told.out


def test_an_answers_file_with_a_wrong_point_is_told_with_its_line(
    run: Run,
    tmp_path: Path,
) -> None:
    file = copied_example(tmp_path, HALF.name, "\naccepted: [gap:nothing, 7]\n")

    ran = run("assemble", str(file), "--out", "one")

    assert ran.code == 2
    assert "gap:nothing" in ran.err
    assert f"{HALF.name}:" in ran.err


def test_single_documents_are_made_by_their_ids(run: Run) -> None:
    ran = run(
        "assemble", str(DONE), "--out", "one", "--json",
        "--only", "evaluation_form", "--only", "enterprise_list",
    )  # fmt: skip

    told = json.loads(ran.out)
    assert not told["draft"]
    documents = {file["document"] for file in told["files"]}
    assert documents == {"evaluation_form", "enterprise_list"}
    said = run("assemble", str(DONE), "--out", "two", "--only", "evaluation_form")
    assert "已单独生成" in said.out
    wrong = run("assemble", str(DONE), "--out", "three", "--only", "nope")
    assert wrong.code == 2
    assert "evaluation_form" in wrong.err


# --- verify -----------------------------------------------------------------


def test_verify_answers_with_its_exit_code(run: Run) -> None:
    ran = run("assemble", str(DONE), "--out", "one", "--json")
    folder = made(ran.out)

    good = run("verify", str(folder))
    assert (good.code, "各处一致" in good.out) == (0, True)
    zipped = run("verify", f"{folder}.zip", "--json")
    assert zipped.code == 0
    assert json.loads(zipped.out)["agrees"]

    (folder / "11 申报材料真实性声明.docx").unlink()
    bad = run("verify", str(folder))
    assert bad.code == 1
    assert "11 申报材料真实性声明.docx：这个文件没有了" in bad.out
    told = run("verify", str(folder), "--json")
    assert told.code == 1
    (difference,) = json.loads(told.out)["differences"]
    assert difference["kind"] == "gone"

    (folder / "manifest.json").write_text("{")
    worst = run("verify", str(folder))
    assert worst.code == 2
    assert "manifest.json" in worst.err
    nothing = run("verify", "nirgends", "--json")
    assert nothing.code == 2
    assert json.loads(nothing.out)["errors"]


def test_verify_says_when_a_package_has_no_figures(run: Run) -> None:
    folder = made(run("assemble", str(DONE), "--out", "one", "--json").out)
    manifest = folder / "manifest.json"
    told = json.loads(manifest.read_text("utf-8"))
    del told["format"], told["figures"]
    manifest.write_text(json.dumps(told))

    ran = run("verify", str(folder))

    assert ran.code == 0
    assert "较早的版本" in ran.out


def test_verify_lists_no_more_than_people_read(run: Run) -> None:
    folder = made(run("assemble", str(DONE), "--out", "one", "--json").out)
    for number in range(250):
        (folder / f"新{number}.txt").write_text("x")

    assert "还有 50 处" in run("verify", str(folder)).out


# --- templates --------------------------------------------------------------


def own_folder(tmp_path: Path, **words: str) -> Path:
    """Copy shipped templates into a folder of one's own, with a line put first."""
    folder = tmp_path / "own"
    folder.mkdir()
    for name, text in words.items():
        source = shipped("templates") / "chongqing_municipal" / f"{name}.docx"
        document = docx.Document(str(source))
        document.paragraphs[0].insert_paragraph_before(text)
        document.save(str(folder / f"{name}.docx"))
    return folder


def first_line(folder: Path, start: str) -> str:
    (path,) = folder.glob(f"{start}*.docx")
    return docx.Document(str(path)).paragraphs[0].text


def test_own_templates_take_the_place_of_shipped_ones(
    run: Run,
    tmp_path: Path,
) -> None:
    own = own_folder(
        tmp_path, declaration="本所抬头 {{ district }}", cover="坏的 {{ nope }}"
    )
    (own / "envelope.docx").write_bytes((own / "declaration.docx").read_bytes())

    ran = run("assemble", str(DONE), "--out", "one", "--templates", str(own), "--json")
    told = run("assemble", str(DONE), "--out", "two", "--templates", str(own))

    folder = made(ran.out)
    assert first_line(folder, "11").startswith("本所抬头 ")
    assert "坏的" not in first_line(folder, "00 封面")
    assert json.loads(ran.out)["own_templates"] == ["declaration.docx"]
    refused = {f["path"]: f["code"] for f in json.loads(ran.out)["refused_templates"]}
    assert refused == {
        "cover.docx": "unknown-mark",
        "envelope.docx": "no-such-template",
    }
    assert "用了自备的模板：declaration.docx" in told.out
    assert "改用随程序带的" in told.out
    assert "nope" in told.out
    assert run("verify", str(folder)).code == 0


def test_own_templates_can_be_a_setting(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = own_folder(tmp_path, declaration="本所抬头")
    settings = tmp_path / "settings.toml"
    settings.write_text(f'templates = "{own}"\n', "utf-8")
    monkeypatch.setenv("SME_ASSISTANT_SETTINGS", str(settings))

    folder = made(run("assemble", str(DONE), "--out", "one", "--json").out)
    assert first_line(folder, "11") == "本所抬头"
    checked = json.loads(run("template", "check", "--json").out)
    assert [Path(t).name for t in checked["templates"]] == ["declaration.docx"]

    shutil.rmtree(own)
    gone = run("assemble", str(DONE), "--out", "two")
    assert gone.code == 0
    assert "没有这个自备模板文件夹" in gone.out


def test_template_check_passes_the_shipped_ones_and_names_what_may_be_empty(
    run: Run,
) -> None:
    ran = run("template", "check", "--json")

    told = json.loads(ran.out)
    assert ran.code == 0
    assert told["faults"] == []
    assert {"staff_list.docx"} <= {n["path"] for n in told["notes"]}
    assert {n["code"] for n in told["notes"]} == {"may-be-empty"}
    assert "没有错误" in run("template", "check").out


def test_template_check_of_a_bad_file_fails(run: Run, tmp_path: Path) -> None:
    own = own_folder(tmp_path, declaration="{{ nope }} ｛｛ district ｝｝")

    ran = run("template", "check", str(own / "declaration.docx"))
    assert ran.code == 1
    assert "nope" in ran.out
    assert "全角" in ran.out
    nothing = run("template", "check", str(tmp_path / "none"))
    assert nothing.code == 2


def test_template_preview_fills_one_with_the_example(
    run: Run,
    tmp_path: Path,
) -> None:
    for name in ("declaration", "declaration.docx"):
        ran = run("template", "preview", name, "--out", f"{name}.out.docx")
        assert ran.code == 0
        text = docx.Document(str(tmp_path / f"{name}.out.docx")).paragraphs
        assert any("重庆禾川渡企业管理培训有限公司" in p.text for p in text)
    again = run("template", "preview", "declaration", "--out", "declaration.out.docx")
    assert again.code == 2
    assert "已经有了" in again.err
    assert run("template", "preview", "nope", "--out", "x.docx").code == 2
    own = own_folder(tmp_path, declaration="{{ nope }}")
    bad = run(
        "template", "preview", "declaration", "--out", "y.docx", "--templates", str(own)
    )
    assert bad.code == 2
    assert "nope" in bad.err


@pytest.mark.skipif(os.name == "nt", reason="folders are not closed this way there")
def test_template_preview_into_no_folder_is_told(run: Run) -> None:
    ran = run("template", "preview", "cover", "--out", "nirgends/x.docx")

    assert ran.code == 2
    assert "写不进去" in ran.err
