"""Asking: what people hear, from the command line and in a conversation."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sme_assistant.assistant.asking import (
    Desk,
    answer_lines,
    count_into,
    desk,
    meaning,
    why,
)
from sme_assistant.assistant.commands import Command, Typed, command_in
from sme_assistant.assistant.programmes import load_folder
from sme_assistant.assistant.sources import read_source
from sme_assistant.faces.cli import main
from sme_assistant.resources import DEFAULT_PROGRAMME, shipped
from tests.faces.talking import Talk, clock


@pytest.fixture
def run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[str, str]]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("SME_ASSISTANT_CASEBOOK", str(tmp_path / "cases.sqlite"))

    def run(*arguments: str, code: int = 0) -> tuple[str, str]:
        ended = 0
        try:
            main(arguments)
        except SystemExit as end:
            ended = int(end.code or 0)
        assert ended == code
        heard = capsys.readouterr()
        return heard.out, heard.err

    return run


Run = Callable[..., tuple[str, str]]


def test_json_is_one_document_with_the_agreed_keys(run: Run) -> None:
    out, _ = run("ask", "公司开了一年半能报不", "--json")
    answer = json.loads(out)
    assert list(answer) == ["question", "answerable", "clauses", "answer", "related"]
    assert answer["question"] == "公司开了一年半能报不"
    assert answer["answerable"] is True
    assert answer["clauses"][0] == "6(1)"
    assert len(answer["clauses"]) <= 5
    assert "2018" in answer["answer"]
    assert answer["related"]


def test_what_is_not_answered_has_no_clause_and_says_to_whom_to_turn(run: Run) -> None:
    answer = json.loads(run("ask", "今年什么时候截止", "--json")[0])
    assert (answer["answerable"], answer["clauses"]) == (False, [])
    assert "区县经济信息委" in answer["answer"]


def test_people_hear_the_answer_first_and_then_the_words_of_the_clause(
    run: Run,
) -> None:
    lines = run("ask", "评价意见要几份")[0].splitlines()
    assert lines[0].startswith("不少于 20 家")
    assert lines[1].startswith("原文：第九条（七）上一年度服务中小企业名单")
    assert any(line.startswith("依据 2018年版") for line in lines)


def test_a_reading_of_our_own_is_told_as_one(run: Run) -> None:
    assert "不是主管部门的解释" in run("ask", "学历和职称要同时有吗")[0]


def test_why_names_what_matched_and_how_much_it_counts(run: Run) -> None:
    out = run("ask", "莫得房本爪子办", "--why")[0]
    assert "词“产权证” 0." in out


def test_why_is_told_as_data_too(run: Run) -> None:
    told = json.loads(run("ask", "大专文凭要占好多", "--json", "--why")[0])["why"]
    best = told[0]
    assert best["clauses"][0] == "6(3)"
    assert best["score"] >= best["needed"]
    assert "词大专" in best["matched"]


def test_what_nobody_asked_about_a_clause_counts_against_it() -> None:
    known, strange = (
        next(hit for hit in desk().ask(q).hits if hit.entry.id == "opinions")
        for q in ("评价意见要几份", "评价意见要几份鲸鱼")
    )
    assert (known.strange, strange.strange) == ("", "鲸鱼")
    assert strange.score - strange.needed < known.score - known.needed
    assert strange.score < known.score
    assert any(
        "没有对上的字：鲸、鱼" in line for line in why(desk().ask("评价意见鲸鱼"))
    )


def test_what_lies_outside_needs_more() -> None:
    inside, outside = (
        next(hit for hit in desk().ask(q).hits if hit.entry.id == "agreements")
        for q in ("合作机构要签协议吗", "合作机构不签协议怎么起诉")
    )
    assert outside.needed > inside.needed
    assert outside.leaning < inside.leaning
    assert not desk().ask("合作机构不签协议怎么起诉").is_answered


def test_how_a_question_leans_is_told(run: Run) -> None:
    assert "问法偏向条文内" in run("ask", "服务人员要多少人", "--why")[0]
    told = json.loads(run("ask", "服务人员要多少人", "--json", "--why")[0])["why"]
    assert told[0]["leaning"] > 0


def test_a_question_of_the_file_needs_least_unless_a_topic_has_it_too() -> None:
    known = desk().ask("满意度要多少").hits[0]
    assert known.needed < desk().ask("满意度要多少才好嘛").hits[0].needed


def test_an_answer_that_is_given_stands_before_all_topics() -> None:
    hits = desk().ask("补贴怎么拿嘛，评上示范平台有没得钱").hits
    kinds = [hit.entry.is_answer for hit in hits]
    assert kinds == sorted(kinds, reverse=True)


_STORY = "我们是万州的公司，办了五年了，主要做培训，现在有十二个人，想问下人够不够"


def test_the_reasons_add_up_to_the_score() -> None:
    for question in ("复合没过会怎么样", "今天天气", "要多少人", _STORY):
        answer = desk().ask(question)
        for hit in answer.hits[:3]:
            assert sum(share for _, share in hit.why) == pytest.approx(hit.score)
        assert list(why(answer))


@pytest.mark.parametrize("question", ["", "   ", "\t\n"])
def test_nothing_asked_is_refused_with_an_example(run: Run, question: str) -> None:
    _, err = run("ask", question, code=2)
    assert "请写上要问的话" in err


def test_no_such_case_is_told(run: Run) -> None:
    _, err = run("ask", "要多少人", "--case", "没有", code=2)
    assert "没有找到名为“没有”的申报记录" in err


def _standing(tmp_path: Path, text: str) -> object:
    path = tmp_path / "answers.yaml"
    path.write_text(text, encoding="utf-8")
    return read_source(str(path), None, clock).standing  # type: ignore[arg-type]


def test_it_says_what_the_clause_means_for_a_case(tmp_path: Path) -> None:
    text = "operating_since: 2024-11-24\napplication_date: 2026-11-23\n"
    standing = _standing(tmp_path, text)
    told = meaning(desk().ask("公司开了一年半能报不"), standing)  # type: ignore[arg-type]
    assert len(told) == 1
    assert "自2024年11月24日起运营" in told[0]
    assert "还差 1 天" in told[0]


def test_it_says_how_a_material_stands(tmp_path: Path) -> None:
    standing = _standing(tmp_path, "service_staff: 12\n")
    told = meaning(desk().ask("营业执照要原件吗"), standing)  # type: ignore[arg-type]
    assert told[-1].endswith("：还没有（第九条（三））")


def test_of_a_whole_article_it_says_what_is_wanting(tmp_path: Path) -> None:
    text = "operating_since: 2019-03-15\ntotal_assets: 199\nservice_staff: 20\n"
    standing = _standing(tmp_path, text)
    told = "\n".join(meaning(desk().ask("申报要什么条件"), standing))  # type: ignore[arg-type]
    assert "199 万元" in told
    materials = meaning(desk().ask("申报要准备哪些材料"), standing)  # type: ignore[arg-type]
    assert len(materials) > 5
    assert all("还没有" in line or "一部分" in line for line in materials)


def test_it_shows_the_facts_an_answer_is_about_where_they_are_known(
    tmp_path: Path,
) -> None:
    standing = _standing(tmp_path, "district: 渝中区\n")
    where, staff = (
        meaning(desk().ask(q), standing)  # type: ignore[arg-type]
        for q in ("材料交到哪里", "从业人员填多少")
    )
    assert where == ["所在区县：渝中区"]
    assert staff == []


def test_no_fact_shown_is_a_persons_own() -> None:
    programme = load_folder(shipped("dialogues") / DEFAULT_PROGRAMME)
    assert programme.lookup is not None
    shown = {fact for q in programme.lookup.questions.values() for fact in q.facts}
    assert shown
    assert not [fact for fact in shown if programme.facts[fact].model.personal]


def test_a_long_clause_of_an_article_is_quoted_by_its_first_sentence() -> None:
    (quote,) = desk().ask("只搞培训可不可以").quotes
    assert quote.words.startswith("第七条　")
    assert "（一）信息服务。……" in quote.words


def test_what_is_not_answered_means_nothing_for_a_case(tmp_path: Path) -> None:
    standing = _standing(tmp_path, "service_staff: 12\n")
    assert meaning(desk().ask("今天天气"), standing) == []  # type: ignore[arg-type]


def test_a_conversation_answers_a_question_and_goes_on_where_it_was() -> None:
    talk = Talk()
    heard = talk.hear("？要多少人", "／问 材料交到哪里", "/问")
    assert "从事为中小微企业服务的人员不少于 15 人" in heard
    assert "对贵单位来说：" in heard
    assert "属地原则" in heard
    assert "例如：/问" in heard
    assert talk.typed == {}


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("?", Typed(Command.WHY)),
        ("？", Typed(Command.WHY)),
        ("？要多少人", Typed(Command.ASK, "要多少人")),
        ("? 要多少人？", Typed(Command.ASK, "要多少人?")),
        ("/问 要多少人", Typed(Command.ASK, "要多少人")),
        ("、问要多少人", Typed(Command.ASK, "要多少人")),
        ("/问", Typed(Command.ASK)),
        ("问", None),
        ("问题很多", None),
    ],
)
def test_a_mark_or_a_word_asks(line: str, typed: Typed | None) -> None:
    assert command_in(line) == typed


def _texts() -> dict[str, str]:
    folder = shipped("dialogues") / DEFAULT_PROGRAMME
    names = ("lookup", "regulation", "interpretations", "programme")
    return {f"{n}.yaml": (folder / f"{n}.yaml").read_text("utf-8") for n in names}


def test_what_was_counted_is_kept_and_a_damaged_file_is_made_anew(
    tmp_path: Path,
) -> None:
    texts = _texts()
    first = Desk(texts, tmp_path)
    (kept,) = tmp_path.iterdir()
    written = kept.read_bytes()
    again = Desk(texts, tmp_path)
    assert again.ask("要多少人") == first.ask("要多少人")
    for spoiled in (b"", written[:-7], written[:40] + b"x" + written[41:]):
        kept.write_bytes(spoiled)
        assert Desk(texts, tmp_path).ask("要多少人") == first.ask("要多少人")
        assert kept.read_bytes()[:32] == written[:32]


def test_what_was_counted_when_the_program_was_built_is_not_counted_again(
    tmp_path: Path,
) -> None:
    built, cache = tmp_path / "counted", tmp_path / "cache"
    (built / "lookup-old").parent.mkdir()
    (built / "lookup-old").write_text("")
    count_into(built)
    assert len(list(built.iterdir())) == 1
    asked = Desk(_texts(), cache, built)
    assert not cache.exists()
    assert asked.ask("要多少人") == desk().ask("要多少人")


def test_a_place_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    texts = _texts()
    assert Desk(texts, tmp_path / "file" / "below").ask("要多少人").is_answered


def test_each_question_of_the_file_is_answered_by_its_own_clause() -> None:
    for entry in desk().index.book.entries:
        for asked in entry.asked[:4]:
            answer = desk().ask(asked)
            assert answer.clauses[:1] == entry.cites[:1], asked
            assert all(quote.words for quote in answer.quotes)
            assert list(answer_lines(answer))


def test_every_article_clause_and_form_answers_some_question() -> None:
    programme = load_folder(shipped("dialogues") / DEFAULT_PROGRAMME)
    assert programme.lookup is not None
    cited = {c for q in programme.lookup.questions.values() for c in q.cite}
    assert cited == {c for c in programme.clauses if "#" not in c}
    assert len(programme.lookup.questions) >= 150
