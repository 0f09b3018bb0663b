"""The evaluation forms: one for each enterprise that is asked for its opinion."""

from __future__ import annotations

from pathlib import Path

from sme_assistant.assembly.content import content
from sme_assistant.assembly.dossier import Dossier
from sme_assistant.assembly.package import Package, assemble
from tests.assembly.cases import FULL, ROSTERS, TEMPLATES, dossier
from tests.assembly.words import opened, rows

PENDING = {**FULL, "evidence_evaluation_opinions": "待补"}


def choosing(*places: int, **more: str) -> Dossier:
    """Return a case that asks the enterprises at these places of annex 3."""
    names = [{"name": f"重庆第{place}机械有限公司", **more} for place in places]
    return dossier(PENDING, {**ROSTERS, "opinions": names})


def forms(package: Package) -> list[list[list[str]]]:
    return [rows(table) for table in opened(package, "evaluation_form").tables]


def told(package: Package) -> str:
    return "".join(p.text for p in opened(package, "todo_list").paragraphs)


def test_where_nobody_chose_the_first_of_the_list_get_a_form(complete: Package) -> None:
    names = [form[0][1] for form in forms(complete)]

    assert names == [f"重庆第{number}机械有限公司" for number in range(1, 31)]
    assert "服务评价意见表打印了30份，没有另选企业" in told(complete)


def test_a_short_list_gets_a_form_for_everyone(tmp_path: Path) -> None:
    short = ROSTERS["enterprises"][:22]
    case = dossier(
        {**FULL, "enterprises_served": "22家"}, {**ROSTERS, "enterprises": short}
    )

    assert len(forms(assemble(case, TEMPLATES, tmp_path))) == 22


def test_each_form_starts_on_a_new_page(complete: Package) -> None:
    paragraphs = opened(complete, "evaluation_form").paragraphs

    titles = [p for p in paragraphs if p.text == "服务评价意见"]
    breaks = [bool(p.paragraph_format.page_break_before) for p in titles]
    assert breaks == [False] + [True] * 29


def test_who_was_chosen_gets_a_form_with_what_annex_3_says(tmp_path: Path) -> None:
    package = assemble(choosing(39, 7), TEMPLATES, tmp_path)

    first, second = forms(package)
    assert first[0] == ["被服务企业", "重庆第7机械有限公司"]
    assert first[1] == ["联系人", "赵六", "联系电话", "13900000007"]
    assert first[4][3] == "附件3 第 7 号"
    assert first[5] == ["服务内容", "政策咨询"]
    assert first[6][1].startswith("□ 很满意")
    assert second[4][3] == "附件3 第 39 号"
    assert "服务评价意见表打印了2份，就是征集名单上选定的企业" in told(package)


def test_too_few_chosen_is_told() -> None:
    checks = {conflict.check.id for conflict in choosing(1, 2, 3).conflicts}
    enough = {conflict.check.id for conflict in choosing(*range(1, 21)).conflicts}

    assert "opinions_chosen_enough" in checks
    assert "opinions_chosen_enough" not in enough


def test_a_name_that_annex_3_does_not_know_comes_last(tmp_path: Path) -> None:
    names = [{"name": "外面的公司"}, {"name": "重庆第2机械有限公司"}]
    case = dossier(PENDING, {**ROSTERS, "opinions": names})

    known, unknown = forms(assemble(case, TEMPLATES, tmp_path))

    assert known[4][3] == "附件3 第 2 号"
    assert unknown[0][1] == "外面的公司"
    assert unknown[4][3] == "附件3 第 / 号"


def test_what_has_come_back_can_be_told_apart() -> None:
    case = dossier(
        PENDING,
        {
            **ROSTERS,
            "opinions": [
                {"name": "重庆第1机械有限公司", "received": "是"},
                {"name": "重庆第2机械有限公司"},
            ],
        },
    )

    lists = content(case, {}).lists

    assert [r["number"] for r in lists["opinions_with_received"].rows] == ["1"]
    assert [r["number"] for r in lists["opinions_without_received"].rows] == ["2"]


def test_opinions_already_there_want_no_choice() -> None:
    ready = {**FULL, "evidence_evaluation_opinions": "已有"}
    case = dossier(ready, {**ROSTERS, "opinions": [{"name": "重庆第9机械有限公司"}]})

    assert case.gaps == ()
    assert "opinions" in case.parked
