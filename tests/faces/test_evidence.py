"""``sme-assistant evidence`` and its commands in a conversation."""

from __future__ import annotations

import errno
import json
import shutil
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pikepdf
import pytest

from sme_assistant.assistant.evidence_turns import paths_in
from tests.assembly.words import rows
from tests.evidence import files
from tests.faces.running import Run
from tests.faces.talking import Talk


@pytest.fixture
def evidence(run: Run) -> Run:
    """Run an evidence command over a case."""
    run("open", "甲", "--plain", typed="退出\n")

    def run_(command: str, *words: str) -> Any:
        return run("evidence", command, "甲", *words)

    return run_


def listed(evidence: Run, item: str) -> dict[str, Any]:
    ran = evidence("list", "--json")
    assert (ran.code, ran.err) == (0, "")
    found: list[dict[str, Any]] = json.loads(ran.out)["evidence"]
    return next(line for line in found if line["item"] == item)


def test_a_file_is_registered_when_it_is_attached(
    evidence: Run, tmp_path: Path
) -> None:
    scan = files.scan(tmp_path / "执照.pdf", files.page(), files.blank())

    ran = evidence("attach", "9(3)", "执照.pdf", "--period", "２０２５年度")

    assert (ran.code, ran.err) == (0, "")
    assert "已附上 1 个文件：法人证书或营业执照复印件" in ran.out
    assert "执照.pdf（PDF，2 页，" in ran.out
    assert "第 2 页看上去是空白的" in ran.out
    line = listed(evidence, "business_licence")
    (file,) = line["files"]
    assert (line["state"], file["path"]) == ("files", str(scan))
    assert (file["pages"], file["dpi"], file["blank_pages"]) == (2, 150, [2])
    assert (file["bytes"], file["period"]) == (scan.stat().st_size, "2025年度")
    assert len(file["sha256"]) == 64


def test_more_files_come_beside_and_one_again_in_its_place(
    evidence: Run, tmp_path: Path
) -> None:
    for name in ("一.pdf", "二.pdf"):
        files.pdf(tmp_path / name)
    evidence("attach", "lease", "一.pdf", "--valid-until", "2027年1月1日")
    evidence("attach", "租赁合同", "二.pdf", "一.pdf", "--note", "补充协议")

    found = listed(evidence, "lease")["files"]
    told = [(Path(f["path"]).name, f["valid_until"], f["note"]) for f in found]
    assert told == [("一.pdf", "2027-01-01", "补充协议"), ("二.pdf", "", "补充协议")]


def test_a_folder_is_taken_without_what_is_no_evidence(
    evidence: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "协议"
    folder.mkdir()
    for number in (10, 2, 1):
        files.pdf(folder / f"{number}.pdf")
    for number in range(7):
        (folder / f"说明{number}.txt").write_text("x")

    ran = evidence("attach", "cooperation_agreements", "协议")

    assert "没有附上 7 个别的文件：说明0.txt、说明1.txt" in ran.out
    assert "……" in ran.out
    found = listed(evidence, "cooperation_agreements")["files"]
    assert [Path(f["path"]).name for f in found] == ["1.pdf", "2.pdf", "10.pdf"]


def test_of_files_of_which_one_is_bad_none_is_attached(
    evidence: Run, run: Run, tmp_path: Path
) -> None:
    files.pdf(tmp_path / "好.pdf")
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "文.pdf").write_text("text")
    before = (tmp_path / "casebook.sqlite3").read_bytes()

    ran = evidence("attach", "lease", "好.pdf", "坏.pdf", "文.pdf", "没有.pdf")

    assert (ran.code, ran.out) == (2, "")
    for told in (
        "“坏.pdf”已损坏",
        "“文.pdf”按内容看",
        "“没有.pdf”找不到",
        "什么都没有附上",
    ):
        assert told in ran.err
    assert (tmp_path / "casebook.sqlite3").read_bytes() == before
    folder = tmp_path / "只有文字"
    folder.mkdir()
    (folder / "a.txt").write_text("x")
    assert "“a.txt”按内容看" in evidence("attach", "lease", "只有文字").err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("lease", "a.pdf", "--valid-until", "很久"), "不是日期"),
        (("lease", "a.pdf", "--period", "去年"), "没有年份"),
        (("9(5)", "a.pdf"), "“9(5)”有几样证明材料"),
        (("9(99)", "a.pdf"), "没有“9(99)”这一项证明材料"),
    ],
)
def test_what_names_nothing_is_told_with_what_there_is(
    evidence: Run, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    files.pdf(tmp_path / "a.pdf")
    ran = evidence("attach", *words)
    assert ran.code == 2
    assert told in ran.err


def test_an_item_is_on_paper_to_come_or_not_wanted_and_why(
    evidence: Run, tmp_path: Path
) -> None:
    marked = evidence("mark", "9(3)", "paper", "--note", " 原件在档案室 ")
    assert "法人证书或营业执照复印件　已有纸质（原件在档案室）" in marked.out
    assert "前面的问题答了以后" in evidence("mark", "lease", "later").out
    evidence("mark", "title_certificates", "not_applicable")

    line = listed(evidence, "business_licence")
    assert (line["state"], line["note"]) == ("paper", "原件在档案室")
    assert listed(evidence, "title_certificates")["state"] == "not_applicable"
    assert listed(evidence, "credit_report")["state"] == "open"
    evidence("mark", "credit_report", "later")
    assert listed(evidence, "credit_report")["state"] == "later"
    assert evidence("mark", "lease", "lost").code == 2

    files.pdf(tmp_path / "a.pdf")
    told = evidence("attach", "title_certificates", "a.pdf").out
    assert "用不上" in told
    evidence("attach", "credit_report", "a.pdf")  # and so it has come
    assert listed(evidence, "credit_report")["state"] == "files"


def test_files_are_taken_off_and_stay_where_they_are(
    evidence: Run, tmp_path: Path
) -> None:
    path = files.pdf(tmp_path / "a.pdf")
    evidence("attach", "lease", "a.pdf")
    assert "已取下 1 个文件" in evidence("remove", "lease").out
    assert "没有附文件" in evidence("remove", "lease").out
    assert path.exists()
    assert listed(evidence, "lease")["files"] == []


def test_what_became_of_files_is_checked_and_stops_the_package(
    evidence: Run, run: Run, tmp_path: Path
) -> None:
    lease, licence = files.pdf(tmp_path / "a.pdf"), files.pdf(tmp_path / "b.pdf", 2)
    assert "还没有附文件" in evidence("check").out
    evidence("attach", "9(3)", "b.pdf")
    evidence("attach", "lease", "a.pdf", "--valid-until", "2020-01-01")
    ran = evidence("check")
    assert (ran.code, "0 个找不到或改动过，另有 1 条提醒" in ran.out) == (0, True)
    assert "已经过期" in run("check", "甲").out
    assert "已经过期" in json.loads(run("check", "甲", "--json").out)["evidence"][0]

    files.pdf(lease, 3)
    licence.rename(tmp_path / "c.pdf")

    ran = evidence("check", "--json")
    found = {line["item"]: line["files"][0] for line in json.loads(ran.out)["evidence"]}
    assert ran.code == 1
    assert found["lease"]["changed"] == "changed"
    assert found["business_licence"]["moved_to"] == str(tmp_path / "c.pdf")
    ran = run("assemble", "甲", "--out", "out")
    assert ran.code == 2
    assert "“a.pdf”附上以后改动过" in ran.err
    assert "“b.pdf”不在原来的位置了，像是移到了" in ran.err
    assert not (tmp_path / "out").exists()


def test_the_package_has_an_index_of_the_files(
    evidence: Run, run: Run, tmp_path: Path
) -> None:
    scan = files.scan(tmp_path / "执照.pdf", files.page(), files.page())
    evidence("attach", "9(3)", "执照.pdf", "--valid-until", "2099-01-01")
    evidence("attach", "9(3)", "执照.pdf", "--note", "=1+1")

    ran = run("assemble", "甲", "--out", "out", "--json")

    told = json.loads(ran.out)
    folder = Path(told["folder"])
    sheet = openpyxl.load_workbook(folder / "00 证据索引.xlsx").worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    digest = listed(evidence, "business_licence")["files"][0]["sha256"]
    assert cells[0][:5] == ["序号", "条文", "材料", "文件", "页数"]
    assert cells[1:] == [
        [
            1,
            "第九条（三）",
            "法人证书或营业执照复印件",
            "03 法人证书或营业执照/01 执照.pdf",
            2,
            scan.stat().st_size,
            "2099-01-01",
            "",
            "=1+1",
            digest,
        ]
    ]
    assert sheet.cell(3, 9).data_type == "s"
    assert (folder / str(cells[1][3])).read_bytes() == scan.read_bytes()
    assert run("verify", str(folder)).code == 0
    (folder / "00 证据索引.xlsx").write_bytes(b"PK other")
    assert "00 证据索引.xlsx" in run("verify", str(folder)).out


def test_a_copy_has_the_ending_of_what_the_file_is(
    run: Run, evidence: Run, tmp_path: Path
) -> None:
    scan = files.scan(tmp_path / "a.pdf", files.page())
    named = ("执照.jpg", "执照.PDF", "执照.扫描", "执照")
    for name in named:
        shutil.copy(scan, tmp_path / name)
    evidence("attach", "9(3)", *named)

    told = json.loads(run("assemble", "甲", "--out", "out", "--json").out)

    folder = Path(told["folder"]) / "03 法人证书或营业执照"
    assert sorted(path.name for path in folder.iterdir()) == [
        "01 执照.pdf", "02 执照.PDF", "03 执照.扫描.pdf", "04 执照.pdf",
    ]  # fmt: skip


def test_a_full_disk_leaves_nothing_behind(
    evidence: Run, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.pdf(tmp_path / "a.pdf")
    evidence("attach", "9(3)", "a.pdf")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    ran = run("assemble", "甲", "--out", "out")
    assert ran.code == 2
    assert "磁盘满了" in ran.err
    assert not list((tmp_path / "out").iterdir())


def test_a_file_changed_between_the_look_and_the_copy_is_noticed(
    evidence: Run, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = files.pdf(tmp_path / "a.pdf")
    evidence("attach", "9(3)", "a.pdf")
    copyfile = shutil.copyfile

    def late(source: Path, target: Path) -> None:
        files.pdf(path, 5)
        copyfile(source, target)

    monkeypatch.setattr(shutil, "copyfile", late)
    ran = run("assemble", "甲", "--out", "out")
    assert ran.code == 2
    assert "a.pdf" in ran.err


def test_a_file_whose_claim_is_withdrawn_stays_out_and_is_not_missed(
    evidence: Run, run: Run, tmp_path: Path
) -> None:
    def answered(fact: str, line: str) -> None:
        assert (
            run("open", "甲", "--plain", typed=f"跳到 {fact}\n{line}\n退出\n").code == 0
        )

    answered("service_functions", "技术服务")
    answered("technology_expert_pool", "有")
    path = files.pdf(tmp_path / "名册.pdf")
    evidence("attach", "expert_pool", "名册.pdf")
    answered("technology_expert_pool", "没有")
    path.unlink()

    assert listed(evidence, "expert_pool")["state"] == "not_applicable"
    told = json.loads(run("assemble", "甲", "--out", "out", "--json").out)
    assert not [file for file in told["files"] if "名册" in file["path"]]

    answered("technology_expert_pool", "有")
    ran = run("assemble", "甲", "--out", "out")
    assert ran.code == 2
    assert "“名册.pdf”不在原来的位置了" in ran.err


# --- named in an answers file -------------------------------------------------


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """Write an answers file that names a scan with a blank page and a locked file."""
    files.scan(tmp_path / "执照.pdf", files.page((620, 877)), files.blank())
    files.pdf(tmp_path / "报表.pdf", encryption=pikepdf.Encryption("o", "u"))
    (tmp_path / "声明.txt").write_text("x", "utf-8")
    path = tmp_path / "答案.yaml"
    path.write_text(
        "operating_institution: 重庆甲有限公司\n"
        "evidence:\n  9(3): 执照.pdf\n  9(8): [报表.pdf, 声明.txt, 报表.pdf]\n",
        "utf-8",
    )
    return path


def test_files_an_answers_file_names_are_looked_into_as_attached_ones_are(
    run: Run, answers: Path
) -> None:
    told = json.loads(run("check", str(answers), "--json").out)["evidence"]

    assert len(told) == 4
    assert "“执照.pdf”只有 75 DPI" in told[0]
    assert "“执照.pdf”第 2 页看上去是空白的" in told[1]
    assert "“报表.pdf”设了密码" in told[2]
    assert "“声明.txt”按内容看" in told[3]
    assert all(line in run("check", str(answers)).out for line in told)


def test_what_they_are_stands_in_the_index_and_beside_the_package(
    run: Run, answers: Path
) -> None:
    ran = run("assemble", str(answers), "--out", "out")
    told = json.loads(run("assemble", str(answers), "--out", "out", "--json").out)

    assert ran.code == 0
    assert "“报表.pdf”设了密码" in ran.out
    assert len(told["evidence"]) == 4
    sheet = openpyxl.load_workbook(Path(told["folder"]) / "00 证据索引.xlsx").active
    assert sheet is not None
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    found = [(line[3], line[4], line[8]) for line in lines]
    assert found[0] == ("03 法人证书或营业执照/01 执照.pdf", 2, "")
    assert found[1][:2] == ("08 财务报表/01 报表.pdf", "")
    assert "设了密码" in str(found[1][2])
    assert found[2][0] == "08 财务报表/02 声明.txt"
    assert len(found) == 3
    assert run("verify", told["folder"]).code == 0


def test_only_some_documents_need_no_look_at_files(run: Run, answers: Path) -> None:
    ran = run("assemble", str(answers), "--out", "o", "--only", "cover", "--json")
    assert "evidence" not in json.loads(ran.out)


def test_a_file_that_serves_two_items_is_copied_once_and_has_both_titles(
    evidence: Run, run: Run, tmp_path: Path
) -> None:
    files.pdf(tmp_path / "信用和完税.pdf")
    evidence("attach", "credit_report", "信用和完税.pdf", "--period", "2024-2026")
    evidence("attach", "tax_certificate", "信用和完税.pdf", "--period", "2025年")

    told = json.loads(run("assemble", "甲", "--out", "out", "--json").out)

    sheet = openpyxl.load_workbook(Path(told["folder"]) / "00 证据索引.xlsx").active
    assert sheet is not None
    ((_, _, title, path, *_, period, _, _),) = [
        [cell.value for cell in row] for row in sheet.iter_rows(min_row=3)
    ]
    assert title == "企业信用证明材料；涉税信息证明材料"
    assert path == "09 信用和涉税证明/01 信用和完税.pdf"
    assert period == "2024-2026；2025年"


def test_a_package_says_of_an_item_what_the_case_says_of_it(
    evidence: Run, run: Run, tmp_path: Path
) -> None:
    for name in "abcd":
        files.pdf(tmp_path / f"{name}.pdf")
    names = [f"{name}.pdf" for name in "abcd"]
    evidence("attach", "degree_certificates", *names)

    folder = json.loads(run("assemble", "甲", "--out", "out", "--json").out)["folder"]

    todo = docx.Document(str(next(Path(folder).glob("*待补清单.docx"))))
    cells = [cell for table in todo.tables for row in rows(table) for cell in row]
    assert "职称证书复印件" in cells
    assert "学历证书复印件" not in cells


# --- in a conversation -------------------------------------------------------


def test_files_are_attached_marked_and_taken_off_in_a_conversation(
    tmp_path: Path,
) -> None:
    one, two = files.pdf(tmp_path / "一 份.pdf"), files.pdf(tmp_path / "二.pdf")
    old = files.picture(tmp_path / "o.jpg", files.page((620, 877)))
    talk = Talk()
    said = talk.hear(
        f"/附上 9(3) '{one}' {two}",
        f"/附上 lease {old} 有效期至 2020-01-01",
        "/不适用 title_deed 没有自有房屋",
        "/登记 待补 credit_report 等网站恢复",
        "/证明材料",
        "/取下 lease",
        "/附上",
        "/取下",
        "/登记",
        "/有效期至",
        "/附上 lease",
        "/附上 没有这个 a.pdf",
        "/附上 lease /没有.pdf",
        "/所属年度 2025",
        "/已有纸质",
    )
    for told in (
        "已记下：法人证书或营业执照复印件　附上 2 个文件",
        "只有 75 DPI",
        "租赁合同复印件到 2020-01-01 为止",
        "自有场地的产权证复印件　不适用（没有自有房屋）",
        "企业信用证明材料　待补（等网站恢复）",
        "已取下 1 个文件：租赁合同复印件",
        "请写“/取下 材料”",
        "没有“没有这个”这一项证明材料",
        "“没有.pdf”找不到",
        "这个问题没有对应的证明材料",
    ):
        assert told in said, told
    assert talk.standing.state.files["business_licence"] == (str(one), str(two))
    assert "lease" not in talk.standing.state.files


def test_at_its_question_an_item_needs_no_name(tmp_path: Path) -> None:
    report = files.pdf(tmp_path / "信用报告.pdf")
    talk = Talk()
    said = talk.hear(
        "跳到 evidence_credit_report",
        "/有效期至 2027-01-01",
        f"/附上 {report}",
        "跳到 evidence_credit_report",
        "/所属年度 2024年",
        "跳到 evidence_credit_report",
        "/有效期至 没有日期",
        "跳到 evidence_credit_report",
        "/已有纸质 在财务室",
    )
    assert "还没有附文件，先附上" in said
    assert "已记下：企业信用证明材料　已有" in said
    assert "已记下：企业信用证明材料的文件　所属年度 2024年" in said
    assert "不是日期" in said
    assert "企业信用证明材料　已有纸质（在财务室）" in said
    (file,) = talk.standing.state.attached["credit_report"]
    assert file.period == "2024年"
    assert talk.standing.state.values["evidence_credit_report"] == "ready"


def test_paths_are_read_as_people_write_them(tmp_path: Path) -> None:
    spaced = files.pdf(tmp_path / "a b.pdf")
    assert paths_in(str(spaced)) == [spaced]
    assert paths_in(f"“{spaced}”") == [spaced]
    assert paths_in("'a b.pdf' c.pdf") == [Path("a b.pdf"), Path("c.pdf")]
    assert paths_in("it's.pdf c.pdf") == [Path("it's.pdf"), Path("c.pdf")]
    assert paths_in(r"C:\a.pdf C:\b.pdf") == [Path(r"C:\a.pdf"), Path(r"C:\b.pdf")]
    assert paths_in("a" * 5000) == [Path("a" * 5000)]
