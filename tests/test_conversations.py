"""The recorded conversations in the documentation are what the program says."""

from __future__ import annotations

import pytest

from tests.record_conversations import FOLDER, RECORDINGS, ROOT, Recording, recorded


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda r: r.example)
def test_a_recording_is_still_what_the_program_says(
    recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    page = (FOLDER / f"{recording.example}.md").read_text(encoding="utf-8")

    assert page == recorded(recording), "run: python -m tests.record_conversations"


def test_every_example_is_recorded_and_nothing_else() -> None:
    examples = {file.stem for file in (ROOT / "examples").glob("*.yaml")}

    assert {recording.example for recording in RECORDINGS} == examples
    assert {page.stem for page in FOLDER.glob("*.md")} == examples
