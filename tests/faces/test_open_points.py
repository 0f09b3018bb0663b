"""Open points in the conversation by lines: listed, accepted, taken back."""

from __future__ import annotations

from pathlib import Path

from tests.faces.talking import Talk


def test_open_points_are_listed_accepted_and_taken_back() -> None:
    talk = Talk()

    listed = talk.hear("/接受")
    assert "1. [待补] 没有填写：运营机构" in listed
    assert "/接受 1" in listed

    said = talk.hear("/接受 1、gap:platform_name")
    assert "已记下：接受　没有填写：运营机构" in said
    assert "gap:operating_institution" in talk.standing.state.accepted
    assert len(talk.standing.state.accepted) == 2
    again = talk.hear("/接受")
    assert "1. [已接受（申请单位，2026-11-23）] 没有填写：运营机构" in again

    assert "已撤回接受" in talk.hear("/不接受 1")
    assert list(talk.standing.state.accepted) == ["gap:platform_name"]
    assert "已撤销" in talk.hear("撤销")
    assert len(talk.standing.state.accepted) == 2


def test_a_point_that_is_none_is_told() -> None:
    talk = Talk()

    said = talk.hear("/接受 999 甲")

    assert "没有“999”这一项" in said
    assert "没有“甲”这一项" in said
    assert not talk.standing.state.accepted


def test_accepting_twice_is_one_entry() -> None:
    talk = Talk()

    talk.hear("/接受 1", "/接受 1")
    talk.hear("撤销")

    assert not talk.standing.state.accepted


def test_the_word_alone_stays_an_answer() -> None:
    talk = Talk()

    talk.hear("/跳到 qualifications", "接受")

    assert not talk.standing.state.accepted


def test_a_single_document_is_made_by_its_name(tmp_path: Path) -> None:
    talk = Talk(out=tmp_path)

    assert "已单独生成" in talk.hear("/单独生成 真实性声明")
    (folder,) = (p for p in tmp_path.iterdir() if p.is_dir())
    assert [p.name for p in folder.glob("*.docx")] == ["11 申报材料真实性声明.docx"]
    assert "请写上要单独生成的文件" in talk.hear("/单独生成")
    assert "没有叫“没有”的文件" in talk.hear("/单独生成 没有")
    assert "请写上要单独生成的文件" in talk.hear("/单独生成 名单")


def test_taking_back_without_a_number_lists_them() -> None:
    assert "1. [待补]" in Talk().hear("/不接受")
