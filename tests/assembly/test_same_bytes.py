"""One case, one program, one clock: one package, byte for byte, wherever it is made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sme_assistant.resources import shipped

# At this moment it is the 20th in China and still the 19th in New York.
PROGRAM = """
import sys
from datetime import UTC, datetime
from sme_assistant.faces.cli import cli
from sme_assistant.faces.wiring import Wiring
wiring = Wiring(clock=lambda: datetime(2026, 5, 19, 20, 0, tzinfo=UTC))
cli.main(sys.argv[1:], standalone_mode=False, obj=wiring)
"""
PLACES = (
    {"PYTHONHASHSEED": "0", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "1", "TZ": "America/New_York", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati", "LC_ALL": "POSIX"},
)


def made(place: Path, example: str, environment: dict[str, str]) -> dict[str, bytes]:
    """Make the package of an example in a folder; return all that was written."""
    shutil.copytree(shipped("examples"), place / "cases")
    licence = place / "cases" / "执照.pdf"
    licence.write_bytes(b"%PDF-1.4 licence")
    source = place / "cases" / f"{example}.yaml"
    if "\nevidence:" not in source.read_text("utf-8"):
        with source.open("a", encoding="utf-8") as file:
            file.write("\nevidence:\n  9(3): 执照.pdf\naccepted: [gap:contact_phone]\n")
    out = place / "out"
    subprocess.run(
        [sys.executable, "-c", PROGRAM, "assemble", str(source), "--out", str(out)],
        cwd=place,
        env={
            **os.environ,
            "HOME": str(place),
            "SME_ASSISTANT_SETTINGS": str(place / "settings.toml"),
            **environment,
        },
        capture_output=True,
        check=True,
    )
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("example", ["wanzhou-training", "half-finished"])
def test_place_zone_and_hash_seed_change_no_byte(tmp_path: Path, example: str) -> None:
    first, *others = (
        made(tmp_path / f"{number}" / ("深" * number), example, environment)
        for number, environment in enumerate(PLACES, 1)
    )

    assert any(name.endswith(".zip") for name in first)
    assert any("figures" in name for name in first)
    assert any("20260520" in name for name in first)
    for other in others:
        assert other.keys() == first.keys()
        assert [name for name in first if other[name] != first[name]] == []
