"""Cases of the shipped programme, as an answers file would give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from sme_assistant.assembly.dossier import Dossier
from sme_assistant.dialogue.loading import load
from sme_assistant.dialogue.programme import Programme
from sme_assistant.engine.conflicts import conflicts
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.log import Action, Channel, Entry
from sme_assistant.engine.materials import materials
from sme_assistant.engine.open_points import PointKind
from sme_assistant.engine.path import parked
from sme_assistant.engine.replay import replay
from sme_assistant.engine.verdicts import judge
from sme_assistant.resources import shipped
from sme_assistant.values import Spec, Understood, Unlikely, read, write

MORNING = datetime(2026, 5, 20, 9, 30, tzinfo=timezone(timedelta(hours=8)))
TEMPLATES = shipped("templates") / "chongqing_municipal"
Typed = Mapping[str, str]
Rows = Mapping[str, list[dict[str, str]]]

NARRATIVE = "平台设有政策信息部和培训部。\n面向本区中小微企业提供政策宣讲和专题培训。"
FULL: dict[str, str] = {
    "platform_name": "重庆市渝创中小企业公共服务示范平台",
    "operating_institution": "重庆渝创企业服务有限公司",
    "institution_type": "公司",
    "independent_legal_person": "是",
    "registered_in_chongqing": "是",
    "legal_representative": "张三",
    "legal_representative_phone": "13800000000",
    "contact_person": "李四",
    "contact_phone": "023-60000000",
    "district": "万州",
    "operating_since": "2019年3月15日",
    "application_date": "2026年5月20日",
    "total_assets": "两百六十万元",
    "total_assets_prior_year": "231.5万元",
    "revenue": "380万元",
    "revenue_prior_year": "310万元",
    "profit": "35万元",
    "profit_prior_year": "-12万元",
    "finances_sound": "是",
    "management_sound": "是",
    "enterprises_served": "118家",
    "enterprises_served_prior_year": "96家",
    "satisfaction_rate": "92%",
    "public_welfare_service": "是",
    "public_welfare_projects": "每月一次免费政策宣讲；\n小微企业代理记账六折收费。",
    "recognised_reputation": "是",
    "qualifications": "人力资源服务许可证（2021 年）",
    "fixed_premises": "是",
    "premises_area": "600平方米",
    "premises_owned_area": "0平方米",
    "premises_rented_area": "600平方米",
    "facilities_adequate": "是",
    "employees": "22人",
    "service_staff": "12人",
    "qualified_staff": "12人",
    "aggregated_institutions": "6家",
    "management_system": "是",
    "service_process": "是",
    "fees_reasonable": "是",
    "quality_assurance": "是",
    "good_standing": "是",
    "adverse_credit_record": "否",
    "service_functions": "信息服务、培训服务",
    "information_online_offline": "是",
    "information_offline_enterprises": "112家",
    "information_activities": "6次",
    "information_scale": "115家",
    "information_income_share": "30%",
    "training_qualified": "是",
    "training_evaluation": "是",
    "training_attendances": "1350人次",
    "training_activities": "24次",
    "training_income_share": "35%",
    "narrative_basic": NARRATIVE,
    "narrative_operation": NARRATIVE,
    "narrative_capability": NARRATIVE,
    "narrative_activities": NARRATIVE,
    "narrative_resources": NARRATIVE,
    "narrative_influence": NARRATIVE,
    "distinctive_features": NARRATIVE,
    "evaluation_opinions": "23份",
    "declaration_agreed": "是",
}
STAFF = [
    {
        "name": f"王建{sign}",
        "age": f"{28 + index}岁",
        "education": "本科",
        "title": "工程师",
        "duties": "政策宣讲",
    }
    for index, sign in enumerate("国军民华平安东明辉强勇峰")
]
ENTERPRISES = [
    {
        "name": f"重庆第{index}机械有限公司",
        "service": "政策咨询",
        "contact": "赵六",
        "phone": f"139{index:08d}",
        "rating": "不满意" if index % 13 == 0 else "很满意",
    }
    for index in range(1, 119)
]
INSTITUTIONS = [
    {
        "name": f"重庆{name}",
        "agreement": "否" if name == "商会" else "是",
        "service": "联合服务",
    }
    for name in ("律师事务所", "会计师事务所", "检测公司", "银行", "学院", "商会")
]
ROSTERS: Rows = {
    "staff": STAFF,
    "enterprises": ENTERPRISES,
    "institutions": INSTITUTIONS,
}


@cache
def programme() -> Programme:
    folder = shipped("dialogues") / "chongqing_municipal"
    files = folder.rglob("*.yaml")
    return load({f.relative_to(folder).as_posix(): f.read_text("utf-8") for f in files})


def dossier(
    typed: Typed,
    rosters: Rows | None = None,
    evidence: Mapping[str, tuple[Path, ...]] | None = None,
    made_at: datetime = MORNING,
) -> Dossier:
    """Judge a case as the assistant does and gather it for assembly."""
    entries = [
        _answer(name, text, line) for line, (name, text) in enumerate(typed.items(), 2)
    ]
    entries += [_rows(name, rows) for name, rows in (rosters or {}).items()]
    state = replay(programme(), entries)
    day = MORNING.date()
    evaluation = Evaluation(programme(), state.values, state.rows, day)
    files = evidence or {}
    return Dossier(
        evaluation,
        state,
        judge(evaluation),
        conflicts(evaluation),
        materials(evaluation, {item: len(paths) for item, paths in files.items()}),
        made_at,
        files,
        parked(evaluation, state),
    )


def full(**changes: str) -> Dossier:
    """Return a case in which nothing is missing, but for what is changed.

    Its evidence is not gathered yet, and the applicant lets that stand.
    """
    return letting(dossier({**FULL, **changes}, ROSTERS), PointKind.MATERIAL)


def letting(case: Dossier, *kinds: PointKind, who: str = "") -> Dossier:
    """Return a case with its open points of these kinds accepted."""
    entries = [
        Entry(Action.ACCEPT, point.id, MORNING, point.words, who=who)
        for point in case.points
        if point.kind in kinds
    ]
    state = replay(programme(), [*case.state.effective, *entries])
    return replace(case, state=state)


def _canonical(spec: Spec, text: str) -> str:
    reading = read(spec, text, today=MORNING.date())
    assert isinstance(reading, Understood | Unlikely), (spec.label, text, reading)
    return write(spec, reading.value)


def _answer(name: str, text: str, line: int) -> Entry:
    value = _canonical(programme().facts[name].spec, text)
    return Entry(
        Action.ANSWER,
        name,
        MORNING,
        value,
        text,
        channel=Channel.FILE,
        source=f"answers.yaml:{line}",
    )


def _rows(name: str, rows: list[dict[str, str]]) -> Entry:
    columns = programme().rosters[name].columns
    canonical = tuple(
        tuple((column, _canonical(columns[column], text)) for column, text in r.items())
        for r in rows
    )
    return Entry(Action.ROWS, name, MORNING, rows=canonical, channel=Channel.FILE)
