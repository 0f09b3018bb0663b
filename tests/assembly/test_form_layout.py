"""The three forms as the regulation prints them: boxes, merges and words."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from sme_assistant.assembly.package import Package
from sme_assistant.assembly.structure import Table, read
from tests.assembly.cases import TEMPLATES, programme
from tests.assembly.words import opened, rows

GOLDEN = Path(__file__).parent / "golden"
FORMS = {
    "附件1": "application_form",
    "附件2": "staff_list",
    "附件3": "enterprise_list",
}


def signature(table: Any) -> list[list[list[object]]]:
    """Return the rows of a table as (gridSpan, vMerge, text) of each cell."""
    return [
        [[cell.grid_span, cell.vMerge, _words(cell)] for cell in row.tc_lst]
        for row in table.tr_lst
    ]


def _words(cell: Any) -> str:
    return "".join(text.text or "" for text in cell.iter(qn("w:t")))


@pytest.mark.parametrize("document", FORMS.values())
def test_a_form_keeps_its_boxes(document: str) -> None:
    body = docx.Document(str(TEMPLATES / f"{document}.docx")).element.body

    found = signature(body.find(qn("w:tbl")))

    golden = json.loads((GOLDEN / f"{document}.json").read_text("utf-8"))
    assert found == golden


@pytest.mark.parametrize(("form", "document"), FORMS.items())
def test_a_form_prints_every_word_of_the_regulation(form: str, document: str) -> None:
    (model,) = (f for f in programme().regulation.forms if f.id == form)
    corrected = {b.label: b.printed_as for b in model.boxes if b.printed_as}
    printed = _squeezed("".join(_texts(document)))

    at = 0
    for line in model.text.split("\n"):
        words = _squeezed(corrected.get(line, line))
        found = printed.find(words, at)
        assert found >= 0, f"{words!r} is missing or out of order"
        at = found


def _texts(document: str) -> list[str]:
    found = []
    for block in read(TEMPLATES / f"{document}.docx").blocks:
        if isinstance(block, Table):
            found += [text for row in block.rows for cell in row for text in cell]
        else:
            found.append(block)
    return found


def _squeezed(text: str) -> str:
    return re.sub(r"\s+|\{\{.*?\}\}", "", text)


@pytest.mark.parametrize("document", FORMS.values())
def test_the_misprint_is_not_repeated(document: str) -> None:
    assert "报务" not in "".join(_texts(document))


def test_every_box_of_the_application_form_holds_its_figure(complete: Package) -> None:
    form = rows(opened(complete, "application_form").tables[0])

    assert form[0] == [
        "拟申报平台名称",
        "重庆市渝创中小企业公共服务示范平台",
        "运营机构",
        "重庆渝创企业服务有限公司",
    ]
    assert form[1][1::2] == ["张三", "13800000000", "李四", "023-60000000"]
    assert form[2] == ["服务场地面积", "600", "其中：", "自有", "0", "租用", "600"]
    assert form[3][1::2] == ["22", "12"]
    assert form[5] == ["2025年", "260", "380", "35", "118"]
    assert form[6] == ["2024年", "231.5", "310", "-12", "96"]
    assert form[7][1] == "每月一次免费政策宣讲；\n小微企业代理记账六折收费。"
    assert form[14][1] == "人力资源服务许可证（2021 年）"


def test_institutions_are_told_apart_by_agreement(complete: Package) -> None:
    form = rows(opened(complete, "application_form").tables[0])

    assert [row[1] for row in form[16:-1]] == [
        "重庆律师事务所",
        "重庆会计师事务所",
        "重庆检测公司",
        "重庆银行",
        "重庆学院",
    ]
    assert [row[2] for row in form[16:-1]] == ["重庆商会", "", "", "", ""]


def test_the_districts_part_is_left_blank(complete: Package) -> None:
    last = rows(opened(complete, "application_form").tables[0])[-1][0]

    assert "申请单位不填" in last
    assert not re.search(r"\d", last.replace("10家", ""))


def test_the_annexes_count_what_the_lists_hold(complete: Package) -> None:
    staff = rows(opened(complete, "staff_list").tables[0])
    enterprises = opened(complete, "enterprise_list")
    served = rows(enterprises.tables[0])

    assert [row[0] for row in staff[1:]] == [str(n) for n in range(1, 13)]
    assert staff[1][1:] == ["王建国", "28", "本科", "/", "工程师", "政策宣讲"]
    assert len(served) - 2 == 118
    assert all(row[5:].count("√") == 1 for row in served[2:])
    assert sum(row[7] == "√" for row in served[2:]) == 9
    foot = enterprises.paragraphs[-1].text
    assert foot == "上一年度共服务企业 118 家"


@pytest.mark.parametrize(
    ("document", "heads"), [("staff_list", 1), ("enterprise_list", 2)]
)
def test_header_rows_repeat_and_rows_do_not_split(
    complete: Package, document: str, heads: int
) -> None:
    table = opened(complete, document).tables[0]

    repeating = [r._tr.find(f".//{qn('w:tblHeader')}") is not None for r in table.rows]
    assert repeating == [True] * heads + [False] * (len(repeating) - heads)
    assert all(r._tr.find(f".//{qn('w:cantSplit')}") is not None for r in table.rows)
