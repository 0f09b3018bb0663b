"""The schemas editors use are those of the models, and each file names its own."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

import pytest

from sme_assistant.dialogue.loading import FOLDERS, OPTIONAL_FILES, SINGLE_FILES
from sme_assistant.dialogue.schemas import main, schemas
from sme_assistant.resources import shipped

DIALOGUES = shipped("dialogues")
FILES = sorted(
    path for path in DIALOGUES.rglob("*.yaml") if path.parts[-2] != "schemas"
)


def test_the_written_schemas_are_those_of_the_models() -> None:
    """After a change of the models: make schemas."""
    written = {p.name: p.read_text("utf-8") for p in (DIALOGUES / "schemas").iterdir()}
    assert written == schemas()


def test_writing_them_writes_them_all(tmp_path: Path) -> None:
    main(str(tmp_path / "new"))
    assert {p.name for p in (tmp_path / "new").iterdir()} == set(schemas())


def test_there_is_one_for_each_kind_of_file() -> None:
    files = {*SINGLE_FILES, *OPTIONAL_FILES}
    kinds = {*FOLDERS, *(name.removesuffix(".yaml") for name in files)}
    assert {name.removesuffix(".schema.json") for name in schemas()} == kinds


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_each_file_names_its_schema(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    target = (path.parent / PurePosixPath(first.partition("=")[2])).resolve()
    folder = path.parent.name
    kind = folder if folder in FOLDERS else path.stem
    assert target == (DIALOGUES / "schemas" / f"{kind}.schema.json").resolve()


def test_text_may_be_typed_without_quotes() -> None:
    """An editor reads 8 and true as number and flag; to us they are text."""
    definitions = json.loads(schemas()["parameters.schema.json"])["$defs"]
    value = definitions["Dated"]["properties"]["value"]
    assert value["type"] == ["string", "number", "boolean"]
    assert definitions["Parameter"]["properties"]["kind"]["type"] == "string"


def test_keys_say_what_they_are_for() -> None:
    definitions = json.loads(schemas()["questions.schema.json"])["$defs"]
    phone = definitions["Question"]["properties"]["phone"]
    assert phone["description"] == "The wording to read aloud."
    assert definitions["Question"]["additionalProperties"] is False
