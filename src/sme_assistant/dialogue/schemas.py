"""Write the JSON Schemas of the dialogue files, for completion in editors.

``python -m sme_assistant.dialogue.schemas dialogues/schemas`` writes them all. An
editor reads plain ``8`` and ``true`` as number and flag where we read text, so a
schema lets them stand wherever text may.
"""

from __future__ import annotations

import json
import re
import sys
from inspect import cleandoc
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from sme_assistant.dialogue import models
from sme_assistant.dialogue.loading import FOLDERS, OPTIONAL_FILES, SINGLE_FILES

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PLAIN = ["string", "number", "boolean"]
_ID = r"^[a-z][a-z0-9_]*$"
_ATTRIBUTE = re.compile(r"^    (\w+): (.+(?:\n {8,}.+)*)", re.MULTILINE)


def schemas() -> dict[str, str]:
    """Return every schema as text, by the name of its file."""
    files = {**SINGLE_FILES, **OPTIONAL_FILES}
    kinds = {path.removesuffix(".yaml"): kind for path, kind in files.items()}
    return {
        f"{name}.schema.json": _written(kind)
        for name, kind in sorted({**kinds, **FOLDERS}.items())
    }


def _written(kind: type[BaseModel]) -> str:
    schema = kind.model_json_schema()
    described = {name: _described(name, part) for name, part in _parts(schema, kind)}
    schema = described.pop("")
    schema["$defs"] = described
    whole = {"$schema": _DIALECT, **_loosened(schema)}
    return json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _parts(
    schema: dict[str, Any], kind: type[BaseModel]
) -> list[tuple[str, dict[str, Any]]]:
    definitions = schema.pop("$defs", {})
    schema["title"] = kind.__name__
    return [("", schema), *definitions.items()]


def _described(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Move what a class says of its attributes to the attributes."""
    model = getattr(models, name or schema["title"], None)
    told = getattr(model, "__doc__", None) or schema.get("description", "")
    told = cleandoc(told)
    summary, _, rest = told.partition("\n\n")
    about = {key: " ".join(text.split()) for key, text in _ATTRIBUTE.findall(rest)}
    properties = {
        key: {
            **_without_title(part),
            **({"description": about[key]} if key in about else {}),
        }
        for key, part in schema.get("properties", {}).items()
    }
    found = {**_without_title(schema), "description": " ".join(summary.split())}
    return {**found, "properties": properties} if properties else found


def _without_title(schema: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in schema.items() if key != "title"}


def _loosened(schema: Any) -> Any:
    """Let numbers and flags stand where text may, as authors leave out quotes."""
    if isinstance(schema, list):
        return [_loosened(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _loosened(part) for key, part in schema.items()}
    is_text = found.get("type") == "string" and not {"enum", "const"} & found.keys()
    if is_text and found.get("pattern") != _ID and "format" not in found:
        found["type"] = _PLAIN
    return found


def main(folder: str) -> None:
    """Write all schemas into a folder."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (target / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
