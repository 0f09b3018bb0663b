"""A small programme, whole and free of faults, to spoil in one place at a time."""

from __future__ import annotations

from collections.abc import Mapping

from sme_assistant.dialogue.loading import load
from sme_assistant.dialogue.parsing import Names, Type, type_of
from sme_assistant.dialogue.programme import Programme
from sme_assistant.errors import DialogueError, Fault

PROGRAMME = """\
id: small
title: 小平台申报
version: 2
edition: 试行版
edition_notice: 依据试行版办法
regulation_sha256: 499b600effcb1f4aac617f57c00d98ac56e345fd38052d16bbda89051ebe1602
authorities:
  municipal: {printed: 市局, now: 市委}
dated_by: application_date
named_by: institution
migrations:
  - to: 2
    rename: {people_number: staff}
    drop: [fax]
    values:
      district: {hill: hills}
"""

REGULATION = """\
title: 小平台认定办法
articles:
  - number: 1
    chapter: 第一章　总则
    nature: informative
    text: 第一条　为认定小平台，制定本办法。
  - number: 2
    nature: normative
    text: 第二条　申请人应同时具备以下条件：
    clauses:
      - number: 1
        text: （一）在本市设立，连续运营两年以上，资产总额不低于200万元；
        conditions:
          - {id: local, text: 在本市设立}
          - {id: years, text: 连续运营两年以上}
          - {id: assets, text: 资产总额不低于200万元}
      - number: 2
        text: （二）服务人员不少于15人（山区不少于10人）。
        conditions:
          - {id: staff, text: 服务人员不少于15人}
          - {id: staff_in_hills, text: 山区不少于10人}
  - number: 3
    nature: normative
    text: 第三条　申请人应具备至少一项功能：
    conditions:
      - {id: at_least_one, text: 至少一项功能}
    clauses:
      - number: 1
        text: （一）培训服务，年培训100人次以上；
      - number: 2
        text: （二）咨询服务，年咨询50次以上。
  - number: 4
    nature: normative
    text: 第四条　申请人应提交以下材料：
    clauses:
      - number: 1
        text: （一）申请表（附件1）；
      - number: 2
        text: （二）营业执照复印件和人员名单。
        conditions:
          - {id: licence, text: 营业执照复印件}
          - {id: people, text: 人员名单}
forms:
  - id: 附件1
    title: 申请表
    text: |-
      申请表
      单位名称
      资产总额
      人员
      审核意见
    boxes:
      - label: 单位名称
        facts: [institution]
      - label: 资产总额
        facts: [total_assets]
      - label: 人员
        roster: people
      - label: 审核意见
        left_blank: 由主管部门填写
"""

PARAMETERS = """\
parameters:
  minimum_years:
    label: 运营年限
    kind: number
    unit: 年
    values: [{since: 2018-01-01, value: 2}]
    cite: 2(1)
  minimum_assets:
    label: 资产下限
    kind: amount
    values: [{since: 2018-01-01, value: 200}]
    cite: 2(1)
  minimum_staff_general:
    label: 人数下限
    kind: count
    unit: 人
    values: [{since: 2018-01-01, value: 15}]
    cite: 2(2)
  minimum_staff_in_hills:
    label: 山区人数下限
    kind: count
    unit: 人
    values: [{since: 2018-01-01, value: 10}]
    cite: 2(2)
  minimum_attendances:
    label: 人次下限
    kind: count
    unit: 人次
    values: [{since: 2018-01-01, value: 100}]
    cite: 3(1)
  minimum_consultations:
    label: 咨询下限
    kind: count
    unit: 次
    values: [{since: 2018-01-01, value: 50}]
    cite: 3(2)
  name_pattern:
    label: 名称格式
    kind: text
    values: [{since: 2018-01-01, value: 小.+平台}]
    cite: 附件1
"""

FACTS = """\
facts:
  institution:
    label: 单位名称
    kind: text
    cite: [附件1]
    example: 小小平台
  is_local:
    label: 在本市设立
    kind: yesno
    cite: [2(1)#local]
    example: 是
  founded_on:
    label: 成立日期
    kind: date
    cite: [2(1)#years]
    example: 2019年3月15日
  application_date:
    label: 申报日期
    kind: date
    example: 2024年5月20日
    default: today
  total_assets:
    label: 资产总额
    kind: amount
    cite: [2(1)#assets, 附件1]
    example: 260万元
    bounds: {least: 0}
    plausible: {least: 10, most: 500000}
  district:
    label: 所在区县
    kind: choice
    cite: [2(2)]
    example: 山区
    options:
      - {id: hills, label: 山区, group: remote}
      - {id: peaks, label: 高山, aliases: [高山区], group: remote}
      - {id: town, label: 城区, group: central}
  region:
    label: 所属地区
    kind: choice
    computed: group(district)
    options:
      - {id: remote, label: 山区一带}
      - {id: central, label: 城区一带}
  staff:
    label: 服务人员
    kind: count
    unit: 人
    cite: [2(2)#staff]
    example: 18人
    bounds: {least: 0}
  minimum_staff:
    label: 最低人数
    kind: count
    unit: 人
    computed: minimum_staff_in_hills if region == "remote" else minimum_staff_general
  functions:
    label: 服务功能
    kind: multi
    cite: ["3"]
    example: 培训
    options:
      - {id: training, label: 培训}
      - {id: consulting, label: 咨询}
  attendances:
    label: 培训人次
    kind: count
    unit: 人次
    cite: [3(1)]
    example: 120人次
    bounds: {least: 0}
  consultations:
    label: 咨询次数
    kind: count
    unit: 次
    cite: [3(2)]
    example: 60次
    bounds: {least: 0}
  licence_ready:
    label: 营业执照
    kind: choice
    cite: [4(2)#licence]
    example: 已有
    options:
      - {id: ready, label: 已有}
      - {id: pending, label: 待补}
      - {id: not_applicable, label: 不适用}
"""

ROSTERS = """\
rosters:
  people:
    title: 人员名单
    row: 一名人员
    unit: 人
    cite: [4(2)#people]
    key: [name]
    columns:
      name:
        label: 姓名
        kind: text
        example: 王五
      education:
        label: 学历
        kind: choice
        example: 本科
        options:
          - {id: bachelor, label: 本科}
          - {id: other, label: 其他}
"""

BASICS = """\
section: basics
title: 基本情况
intro: 先认识一下。
questions:
  - id: welcome
    screen: 我们开始吧。
    phone: 您好，我们开始吧。
  - id: institution
    asks: institution
    screen: 单位的全称是什么？
    phone: 请问单位的全称是什么？
    read_back: 单位全称是“{institution}”，对吗？
    unknown: 您查一下再告诉我。
    why: {text: 申请表要写, cite: [附件1]}
  - id: is_local
    asks: is_local
    screen: 单位在本市设立吗？
    phone: 请问单位在本市设立吗？
    read_back: 单位在本市设立，对吗？
    read_back_no: 单位不在本市设立，对吗？
    unknown: 您查一下再告诉我。
    why: {text: 须在本市, cite: [2(1)#local]}
  - id: founded_on
    asks: founded_on
    screen: 单位哪一天成立？
    phone: 请问单位哪一天成立？
    read_back: 成立日期是{founded_on}，对吗？
    unknown: 您查一下再告诉我。
    why: {text: 要满两年, cite: [2(1)#years]}
  - id: application_date
    asks: application_date
    screen: 打算哪一天申报？
    phone: 请问打算哪一天申报？
    read_back: 申报日期是{application_date}，对吗？
    unknown: 您查一下再告诉我。
    why: {text: 年限算到这天, cite: [2(1)#years]}
  - id: total_assets
    asks: total_assets
    screen: 资产总额是多少？（单位：万元）
    phone: 请问资产总额是多少万元？
    read_back: 资产总额是{total_assets}，对吗？
    unknown: 您查一下再告诉我。
    why: {text: 有最低要求, cite: [2(1)#assets]}
  - id: district
    asks: district
    screen: 单位在哪个区县？
    phone: 请问单位在哪个区县？
    read_back: 所在区县是“{district}”，对吗？
    unknown: 您查一下再告诉我。
    why: {text: 人数要求不同, cite: [2(2)]}
  - id: staff
    asks: staff
    screen: 服务人员有多少人？
    phone: 请问服务人员有多少人？
    read_back: 服务人员是{staff}，对吗？
    unknown: 您查一下再告诉我。
    why: {text: 有最低要求, cite: [2(2)#staff]}
    follow_ups:
      - id: people
        collects: people
        when: staff > 0
        screen: 请提供人员名单。
        phone: 请报一下人员名单。
        read_back: 人员名单一共{people}，对吗？
        unknown: 您查一下再告诉我。
        why: {text: 要交名单, cite: [4(2)#people]}
"""

FUNCTIONS = """\
section: functions
title: 服务功能
questions:
  - id: functions
    asks: functions
    screen: 提供哪几类服务？
    phone: 请问提供哪几类服务？
    read_back: 服务有“{functions}”，对吗？
    unknown: 您查一下再告诉我。
    why: {text: 至少一项, cite: ["3"]}
  - id: attendances
    asks: attendances
    when: '"training" in functions'
    screen: 一年培训多少人次？
    phone: 请问一年培训多少人次？
    read_back: 培训{attendances}，对吗？
    unknown: 您查一下再告诉我。
    why: {text: 有最低要求, cite: [3(1)]}
  - id: consultations
    asks: consultations
    when: '"consulting" in functions'
    screen: 一年咨询多少次？
    phone: 请问一年咨询多少次？
    read_back: 咨询{consultations}，对吗？
    unknown: 您查一下再告诉我。
    why: {text: 有最低要求, cite: [3(2)]}
"""

MATERIAL_QUESTIONS = """\
section: materials
title: 材料
when: is_local
questions:
  - id: licence_ready
    asks: licence_ready
    screen: 营业执照备好了吗？
    phone: 请问营业执照备好了吗？
    read_back: 营业执照，您说的是“{licence_ready}”，对吗？
    unknown: 您查一下再告诉我。
    why: {text: 要交复印件, cite: [4(2)#licence]}
    evidence: [licence]
"""

CRITERIA = """\
hard:
  - id: basics
    clause: 2(1)
    title: 基本条件
    cite: [2(1)]
    met: 基本条件达到：{details}
    unmet: 基本条件未达到：{details}
    unknown: 基本条件还不能判断：{details}
    all:
      - id: local
        title: 在本市设立
        test: is_local
        cite: [2(1)#local]
        met: 在本市设立
        unmet: 不在本市设立
        unknown: 还不知道是否在本市设立
        remedy: 请改由在本市设立的单位申报。
      - id: years
        title: 运营年限
        test: years_between(founded_on, application_date) >= minimum_years
        adjust: founded_on
        wait: application_date
        cite: [2(1)#years]
        met: 已满 {minimum_years}
        unmet: 还不满 {minimum_years}
        unknown: 还不能算年限
        remedy: 请到期再报。
      - id: assets
        title: 资产
        test: total_assets >= minimum_assets
        cite: [2(1)#assets]
        met: 资产 {total_assets}，达到 {minimum_assets}
        unmet: 资产 {total_assets}，不到 {minimum_assets}，还差 {gap}
        unknown: 还没有资产总额
        remedy: 请核对报表。
  - id: staffing
    clause: 2(2)
    title: 人员
    cite: [2(2)#staff, 2(2)#staff_in_hills]
    test: staff >= minimum_staff
    met: 服务人员 {staff}，达到 {minimum_staff}
    unmet: 服务人员 {staff}，还差 {gap}
    unknown: 还不能判断人数
    remedy: 请招聘到位。
  - id: one_function
    title: 至少一项功能
    cite: [3, 3#at_least_one]
    met: "{details}"
    unmet: "{details}"
    unknown: 还不能判断功能
    not_applicable: 没有选功能
    any:
      - id: training
        clause: 3(1)
        title: 培训
        when: '"training" in functions'
        test: attendances >= minimum_attendances
        cite: [3(1)]
        met: 培训 {attendances}
        unmet: 培训 {attendances}，还差 {gap}
        unknown: 还没有人次
        not_applicable: 没有选培训
        remedy: 请多办几期。
      - id: consulting
        clause: 3(2)
        title: 咨询
        when: '"consulting" in functions'
        test: consultations >= minimum_consultations
        cite: [3(2)]
        met: 咨询 {consultations}
        unmet: 咨询 {consultations}，还差 {gap}
        unknown: 还没有次数
        not_applicable: 没有选咨询
        remedy: 请多做几次。
judgements:
  - id: spirit
    title: 总则
    nature: judgement
    cite: [1]
    met: 由人判断
    unmet: 由人判断
    unknown: 由人判断
"""

CHECKS = """\
checks:
  name_form:
    severity: warn
    test: matches(institution, name_pattern)
    message: 名称“{institution}”不合格式，请核对。
    cite: [附件1]
  roster_number:
    severity: block
    test: rows(people) == staff
    message: 名单与 {staff} 不一致，请核对。
    cite: [4(2)#people]
  founded_before:
    severity: block
    when: is_local
    test: founded_on <= application_date
    message: 日期前后颠倒，请核对。
    cite: [2(1)#years]
"""

MATERIALS = """\
front:
  - id: cover
    title: 封面
    template: cover.docx
    file: 封面
materials:
  - item: 4(1)
    title: 申请表
    short: 申请表
    documents:
      - id: form
        title: 申请表
        template: form.docx
        file: 申请表
  - item: 4(2)
    title: 执照和名单
    short: 执照
    documents:
      - id: list
        title: 名单
        template: list.docx
        file: 名单
        roster: people
        when: staff > 0
    evidence:
      - id: licence
        title: 营业执照复印件
        fact: licence_ready
        form: 复印件
charts:
  - id: sizes
    title: 规模
    series: [现在]
    bars:
      - {label: 资产, facts: [total_assets]}
"""

INTERPRETATIONS = """\
interpretations:
  inclusive:
    cite: [2(2)#staff]
    question: 不少于含不含本数？
    reading: 含。
    because: 通常如此。
    ask: 正好等于算不算？
    shown_with: [staffing]
"""

SCENARIOS = """\
scenarios:
  enough:
    title: 样样够
    today: 2024-05-20
    answers: {is_local: 是, staff: 18人, functions: [培训]}
    rosters:
      people: [{name: 王五, education: 本科}]
    expect:
      verdict: incomplete
      clauses: {2(2): met}
      asked: [is_local, staff]
      next: welcome
      conflicts: [roster_number]
  short:
    title: 人不够
    based_on: enough
    answers: {staff: 3人}
    expect:
      verdict: ineligible
      shortfalls: {2(2): [{fact: staff, gap: 12人}]}
      fixes: [[staff]]
      says: {2(2): 还差}
      missing: [total_assets]
      documents: {form: [申请表]}
"""

FILES: Mapping[str, str] = {
    "programme.yaml": PROGRAMME,
    "regulation.yaml": REGULATION,
    "parameters.yaml": PARAMETERS,
    "facts.yaml": FACTS,
    "rosters.yaml": ROSTERS,
    "questions/01-basics.yaml": BASICS,
    "questions/02-functions.yaml": FUNCTIONS,
    "questions/03-materials.yaml": MATERIAL_QUESTIONS,
    "criteria.yaml": CRITERIA,
    "checks.yaml": CHECKS,
    "materials.yaml": MATERIALS,
    "interpretations.yaml": INTERPRETATIONS,
    "scenarios/basic.yaml": SCENARIOS,
}

DOCUMENT_FACTS = {
    "cover": {"institution"},
    "form": {"institution", "total_assets", "district"},
    "list": {"people"},
}


def spoiled(path: str, old: str, new: str) -> dict[str, str]:
    """Return the files with one text replaced, where it first stands."""
    assert old in FILES[path], f"{old!r} is not in {path}"
    return {**FILES, path: FILES[path].replace(old, new, 1)}


def line_of(files: Mapping[str, str], path: str, text: str) -> int:
    """Return the line on which a text first stands."""
    before, found, _ = files[path].partition(text)
    assert found, f"{text!r} is not in {path}"
    return before.count("\n") + 1


def faults_of(files: Mapping[str, str]) -> tuple[Fault, ...]:
    """Load files that must not load, and return their faults."""
    try:
        load(files)
    except DialogueError as error:
        return error.faults
    return ()


def small() -> Programme:
    """Return the small programme."""
    return load(FILES)


def names_of(programme: Programme) -> Names:
    """Return what names mean in a programme, to parse expressions with."""
    return Names(
        facts={name: fact.spec for name, fact in programme.facts.items()},
        parameters={
            name: Type("number", p.model.unit)
            if p.model.kind == "number"
            else type_of(p.spec)
            for name, p in programme.parameters.items()
        },
        rosters={name: roster.columns for name, roster in programme.rosters.items()},
        roster_units={n: roster.model.unit for n, roster in programme.rosters.items()},
    )
