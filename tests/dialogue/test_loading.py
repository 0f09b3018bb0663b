"""Loading: every seeded defect is told with its file, line and reason."""
# ruff: noqa: E501 (a table of edits is read a row a line)

from __future__ import annotations

from dataclasses import dataclass

import pytest

from sme_assistant.dialogue.loading import load
from sme_assistant.errors import DialogueError
from tests.dialogue.small import FILES, faults_of, line_of, small, spoiled


@dataclass(frozen=True)
class Defect:
    """One edit of one file, the fault it must give, and the text on its line.

    Attributes:
        on: A text on the faulty line, the nearest to the edit; where the edit begins
            if empty.
        where: The file of the fault, if it is another.
        says: What the message must hold.
    """

    path: str
    old: str
    new: str
    code: str
    on: str = ""
    where: str = ""
    says: str = ""


P, R, T, F = "programme.yaml", "regulation.yaml", "parameters.yaml", "facts.yaml"
B, U, M = "questions/01-basics.yaml", "questions/02-functions.yaml", "materials.yaml"
C, K, N, S = (
    "criteria.yaml",
    "checks.yaml",
    "interpretations.yaml",
    "scenarios/basic.yaml",
)
L = "rosters.yaml"

DEFECTS = [
    # YAML and shape
    Defect(F, "    example: 是\n", "    example: 是\n    example: 否\n", "duplicate-key",
           "example: 否", says="example"),
    Defect(F, "kind: yesno", "kind: &k yesno", "anchor"),
    Defect(F, "kind: yesno", "kind: !!str yesno", "tag"),
    Defect(F, "    kind: yesno", "\tkind: yesno", "yaml", says="YAML"),
    Defect(F, "label: 资产总额", "lable: 资产总额", "unknown-key", says="“label”"),
    Defect(F, "    kind: amount\n", "", "missing-key", "total_assets:", says="kind"),
    Defect(F, "kind: amount", "kind: amuont", "wrong-value", says="“amount”"),
    Defect(F, "bounds: {least: 0}", "bounds: {least: 零}", "wrong-value", says="零"),
    Defect(F, "bounds: {least: 0}", "bounds: 0", "wrong-value"),
    Defect(F, "cite: [2(1)#local]", "cite: 2(1)#local", "wrong-value", says="列表"),
    Defect(F, "cite: [2(1)#local]", "cite: [第二条]", "wrong-value", says="第二条"),
    Defect(F, "  total_assets:", "  Total_assets:", "wrong-value"),
    Defect(F, "  total_assets:", "  ｔotal_assets:", "wrong-value"),
    Defect(F, "  total_assets:", "  total_assets\u200b:", "wrong-value"),
    Defect(C, "nature: judgement", "nature: judgment", "wrong-value", says="“judgement”"),
    Defect(B, "  - id: welcome\n", "  - id: welcome\n    optional: yes\n", "wrong-value",
           "optional: yes", says="true"),
    Defect(T, "since: 2018-01-01", "since: 2018-13-01", "wrong-value", says="日期"),
    Defect(B, "    phone: 您好，我们开始吧。\n", "", "missing-key", "id: welcome",
           says="phone"),
    Defect(N, "cite: [2(2)#staff]", "cite: []", "wrong-value", says="至少写一项"),
    Defect(M, "template: form.docx", "template: ../form.docx", "wrong-value"),
    # the law
    Defect(R, "资产总额不低于200万元；", "资产总额不低于300万元；", "not-verbatim",
           "id: assets"),
    Defect(R, "第一条　为认定", "第一条　为了认定", "hash", "regulation_sha256", P),
    Defect(R, "  - number: 3\n", "  - number: 2\n", "duplicate-id"),
    Defect(R, "{id: years,", "{id: local,", "duplicate-id"),
    Defect(R, "label: 人员\n", "label: 人员数\n", "not-verbatim"),
    Defect(R, "facts: [total_assets]", "facts: [total_asset]", "unknown-name",
           "label: 资产总额", says="“total_assets”"),
    Defect(F, "cite: [2(1)#local]", "cite: [2(1)#locale]", "dangling-citation", says="“2(1)#local”"),
    Defect(T, "cite: 2(1)", "cite: 2(9)", "dangling-citation"),
    Defect(M, "item: 4(2)", "item: 4(3)", "dangling-citation"),
    Defect(C, "clause: 2(1)", "clause: 2(7)", "dangling-citation"),
    # parameters and facts
    Defect(T, "value: 200}", "value: 二百}", "wrong-value", says="二百"),
    Defect(T, "value: 200}", "value: NaN}", "wrong-value", says="NaN"),
    Defect(T, "value: 15}", "value: 15.5}", "wrong-value"),
    Defect(T, "value: 15}", "value: ١٥}", "wrong-value"),
    Defect(T, "    unit: 人次\n", "", "unit", "minimum_attendances:"),
    Defect(T, "[{since: 2018-01-01, value: 200}]",
           "[{since: 2018-01-01, value: 200}, {since: 2018-01-01, value: 300}]",
           "same-day"),
    Defect(T, "value: 小.+平台", 'value: "小(平台"', "pattern", "name_pattern:"),
    Defect(F, "    unit: 人\n", "", "unit", "  staff:"),
    Defect(F, "computed: group(district)", "computed: group(distrct)", "unknown-name",
           says="“district”"),
    Defect(F, "{id: town, label: 城区, group: central}", "{id: town, label: 城区}",
           "group", "computed: group"),
    Defect(F, "{id: peaks, label: 高山,", "{id: hills, label: 高山,", "duplicate-id"),
    Defect(F, "aliases: [高山区]", "aliases: [城区]", "same-name", "id: town"),
    Defect(F, "    label: 单位名称\n    kind: text",
           "    label: 单位名称\n    kind: choice", "options", "institution:"),
    Defect(F, "{least: 10, most: 500000}", "{least: 10, most: 1}", "bounds"),
    Defect(F, "    example: 小小平台\n", "    example: 小小平台\n    bounds: {least: 1}\n",
           "bounds", "bounds: {least: 1}"),
    Defect(F, "    example: 是\n", "    example: 是\n    default: today\n",
           "default-kind", "is_local:"),
    Defect(F, "computed: minimum_staff_in_hills if", "computed: minimum_assets if",
           "unit"),
    Defect(F, 'region == "remote"', 'region == "remotest"', "unknown-option",
           says="“remote”"),
    Defect(F, "    options:\n      - {id: hills",
           "    options_of: regions\n    options:\n      - {id: hills", "unknown-name",
           "options_of", says="“region”"),
    Defect(F, "  total_assets:", "  minimum_years:", "duplicate-id", "minimum_years:"),
    Defect(F, "  attendances:", "  people:", "duplicate-id", "people:", L),
    Defect(F, "  attendances:", "  gap:", "reserved"),
    Defect(F, "  attendances:", "  lambda:", "reserved"),
    Defect(F, "computed: group(district)",
           'computed: "region if is_local else region"', "cycle", "  region:",
           says="region → region"),
    Defect(F, "computed: group(district)",
           'computed: \'"remote" if minimum_staff > 0 else "central"\'', "cycle",
           says="→"),
    # rosters
    Defect(L, "key: [name]", "key: [names]", "unknown-name", "people:", says="“name”"),
    Defect(L, "key: [name]", "key: [name]\n    chooses: people", "choice", "people:"),
    Defect(L, "key: [name]", "key: [name]\n    chooses: folks\n"
              "    otherwise: minimum_staff", "unknown-name", "people:", says="folks"),
    Defect(L, "key: [name]", "key: [name]\n    chooses: people\n"
              "    otherwise: least", "unknown-name", "people:", says="参数"),
    Defect(M, "[total_assets]}", "[total_asset]}", "unknown-name", "label: 资产"),
    Defect(M, "[total_assets]}", "[is_local]}", "type", "label: 资产", says="不是数"),
    Defect(M, "series: [现在]", "series: [从前, 现在]", "chart-series", "label: 资产"),
    Defect(M, "title: 规模", "title: \"{size}\"", "unknown-slot"),
    Defect(L, "        kind: text", "        kind: count", "unit", "      name:"),
    Defect(L, "        options:\n          - {id: bachelor, label: 本科}\n"
              "          - {id: other, label: 其他}\n", "", "options", "education:"),
    # questions
    Defect(B, "asks: total_assets", "asks: total_asset", "unknown-name",
           says="“total_assets”"),
    Defect(B, "asks: total_assets", "asks: minimum_staff", "asks-computed"),
    Defect(B, "collects: people", "collects: peoples", "unknown-name", says="“people”"),
    Defect(B, "  - id: total_assets\n", "  - id: founded_on\n", "duplicate-id",
           says="founded_on"),
    Defect(B, "    asks: staff\n", "    asks: staff\n    collects: people\n", "asks-two",
           "- id: staff"),
    Defect(B, "when: staff > 0", "when: staff > 3", "bare-number"),
    Defect(B, "when: staff > 0", "when: staff", "type"),
    Defect(B, "when: staff > 0", "when: is_answered(staff)", "looks-at-answers"),
    Defect(B, "when: staff > 0", "when: staff >", "syntax"),
    Defect(B, "when: staff > 0", "when: attendances > 0", "asked-later", "id: people"),
    Defect(B, "when: staff > 0", "when: staff > total_assets", "unit"),
    Defect(B, "“{institution}”", "“{institutoin}”", "unknown-slot", says="“institution”"),
    Defect(B, "“{institution}”", "“{institution”", "broken-slot"),
    Defect(B, "“{institution}”", "“{Institution}”", "broken-slot"),
    Defect(B, "  - id: welcome\n", "  - id: district\n", "duplicate-id"),
    Defect("questions/03-materials.yaml", "evidence: [licence]", "evidence: [license]",
           "unknown-name", says="“licence”"),
    Defect("questions/03-materials.yaml", "section: materials", "section: basics",
           "duplicate-id"),
    Defect(U, "when: '\"training\" in functions'", "when: '\"trainning\" in functions'",
           "unknown-option", says="“training”"),
    # criteria and checks
    Defect(C, "      - id: years\n", "      - id: local\n", "duplicate-id"),
    Defect(C, "        test: is_local\n", "", "criterion-mode", "- id: local"),
    Defect(C, "        test: is_local\n", "        test: is_local\n        of: []\n"
              "        at_least: minimum_years\n", "criterion-mode", "- id: local"),
    Defect(C, "        test: is_local\n", "        test: is_local\n        nature: judgement\n",
           "criterion-nature", "- id: local"),
    Defect(C, "    nature: judgement\n", "", "criterion-nature", "- id: spirit"),
    Defect(C, "        not_applicable: 没有选培训\n", "", "missing-wording", "- id: training"),
    Defect(C, "    not_applicable: 没有选功能\n", "", "missing-wording",
           "- id: one_function"),
    Defect(C, "adjust: founded_on", "adjust: founded_in", "unknown-name", says="“founded_on”"),
    Defect(C, "met: 在本市设立\n", "met: 在本市设立，还差 {gap}\n", "unknown-slot"),
    Defect(C, "met: 在本市设立\n", "met: 在本市设立：{details}\n", "unknown-slot"),
    Defect(C, "test: total_assets >= minimum_assets", "test: staff >= minimum_assets", "unit"),
    Defect(C, "    any:\n", "    at_least: minimum_years\n    of:\n", "type"),
    Defect(K, "test: rows(people) == staff", "test: rows(poeple) == staff", "unknown-name",
           says="“people”"),
    Defect(K, "test: matches(institution, name_pattern)",
           "test: matches(institution, institution)", "type"),
    Defect(K, "test: rows(people) == staff", "test: rows(people) == attendances", "unit"),
    # materials, interpretations, scenarios, programme
    Defect(M, "fact: licence_ready", "fact: licence_redy", "unknown-name", "id: licence"),
    Defect(M, "fact: licence_ready", "fact: district", "evidence-states", "id: licence"),
    Defect(M, "roster: people", "roster: poeple", "unknown-name", "id: list"),
    Defect(M, "      - id: list\n", "      - id: form\n", "duplicate-id"),
    Defect(M, "        form: 复印件\n", "        form: 复印件\n        minimum: minimum_licences\n",
           "unknown-name", "id: licence"),
    Defect(M, "        form: 复印件\n", "        form: 复印件\n        minimum: name_pattern\n",
           "type", "minimum: name"),
    Defect(N, "shown_with: [staffing]", "shown_with: [staff]", "unknown-name", "inclusive:"),
    Defect(S, "based_on: enough", "based_on: enuogh", "unknown-name", says="“enough”"),
    Defect(S, "    title: 样样够\n", "    title: 样样够\n    based_on: short\n", "cycle",
           "  enough:"),
    Defect(S, "staff: 18人", "staf: 18人", "unknown-name", says="“staff”"),
    Defect(S, "education: 本科}", "eduction: 本科}", "unknown-name", says="“education”"),
    Defect(S, "next: welcome", "next: wellcome", "unknown-name"),
    Defect(S, "conflicts: [roster_number]", "conflicts: [rooster_number]", "unknown-name"),
    Defect(S, "fixes: [[staff]]", "fixes: [[staffs]]", "unknown-name"),
    Defect(S, "{fact: staff,", "{fact: stuff,", "unknown-name"),
    Defect(S, "says: {2(2):", "says: {2(8):", "unknown-name"),
    Defect(S, "documents: {form:", "documents: {forms:", "unknown-name"),
    Defect(P, "dated_by: application_date", "dated_by: aplication_date", "unknown-name"),
    Defect(P, "dated_by: application_date", "dated_by: institution", "type"),
    Defect(P, "{people_number: staff}", "{people_number: stuff}", "unknown-name", "- to: 2"),
    Defect(P, "drop: [fax]", "drop: [staff]", "migration", "- to: 2"),
    Defect(P, "to: 2", "to: 3", "migration"),
    Defect(P, "district: {hill: hills}", "distrct: {hill: hills}", "unknown-name", "- to: 2"),
]  # fmt: skip


def edited_line(defect: Defect) -> int:
    return FILES[defect.path].partition(defect.old)[0].count("\n") + 1


def line_near(text: str, near: int, on: str) -> int:
    """Return the line nearest to one that holds a text; that one if none is wanted."""
    lines = [n for n, line in enumerate(text.splitlines(), 1) if on and on in line]
    return min(lines, key=lambda n: abs(n - near)) if lines else near


def test_the_corpus_is_large_and_of_many_kinds() -> None:
    assert len(DEFECTS) >= 100
    assert len({defect.code for defect in DEFECTS}) >= 35


@pytest.mark.parametrize(
    "defect", DEFECTS, ids=lambda d: f"{d.code}:{d.new[:20].strip()}"
)
def test_a_seeded_defect_is_found_where_it_is(defect: Defect) -> None:
    files = spoiled(defect.path, defect.old, defect.new)
    faults = faults_of(files)
    where = defect.where or defect.path
    found = [f for f in faults if f.code == defect.code and f.path == where]
    assert found, [f"{fault.code} {fault}" for fault in faults]
    if defect.code == "cycle":
        assert where == found[0].path
    else:
        line = line_near(files[where], edited_line(defect), defect.on)
        assert line in {fault.line for fault in found}, [str(f) for f in faults]
    assert any(defect.says in fault.text for fault in found)


def test_the_unspoiled_programme_loads() -> None:
    programme = small()
    assert list(programme.questions)[:2] == ["welcome", "institution"]
    assert programme.facts["staff"].asked_by == ("staff",)
    assert programme.places["criterion:assets.unmet"].startswith("criteria.yaml:")


def test_all_faults_of_all_files_come_at_once() -> None:
    files = {
        **FILES,
        **{
            path: FILES[path].replace(old, new, 1)
            for path, old, new in [
                ("facts.yaml", "group(district)", "group(distrct)"),
                ("criteria.yaml", "adjust: founded_on", "adjust: founded_in"),
                ("questions/01-basics.yaml", "when: staff > 0", "when: staff > 3"),
                ("checks.yaml", "cite: [附件1]", "cite: [附件7]"),
            ]
        },
    }
    faults = faults_of(files)
    assert [fault.path for fault in faults] == sorted(
        ["facts.yaml", "criteria.yaml", "questions/01-basics.yaml", "checks.yaml"]
    )


def test_an_unreadable_section_does_not_make_others_look_wrong() -> None:
    """Scenarios name its questions; only the section itself is told."""
    files = {**FILES, "questions/01-basics.yaml": "section: basics\nquestions: 无\n"}
    assert {f.path for f in faults_of(files)} == {"questions/01-basics.yaml"}


@pytest.mark.parametrize(
    ("files", "path", "code"),
    [
        ({**FILES, "fact.yaml": "a: 1"}, "fact.yaml", "unknown-file"),
        ({**FILES, "questions/deep/a.yaml": "a: 1"}, "questions/deep/a.yaml", "unknown-file"),
        ({k: v for k, v in FILES.items() if k != "checks.yaml"}, "checks.yaml", "missing-file"),
        ({**FILES, "facts.yaml": ""}, "facts.yaml", "wrong-value"),
        ({**FILES, "facts.yaml": "- a\n"}, "facts.yaml", "wrong-value"),
    ],
)  # fmt: skip
def test_missing_and_foreign_files(files: dict[str, str], path: str, code: str) -> None:
    assert [(f.path, f.code) for f in faults_of(files)] == [(path, code)]


def test_the_error_holds_every_line_for_people_and_logs() -> None:
    with pytest.raises(DialogueError) as caught:
        load(spoiled("facts.yaml", "kind: amount", "kind: amuont"))
    line = line_of(FILES, "facts.yaml", "kind: amount")
    assert f"facts.yaml:{line}: " in caught.value.user_message
    assert "1 处错误" in caught.value.user_message
    assert str(caught.value).startswith("1 faults in dialogue files")
