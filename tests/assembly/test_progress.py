"""How far a package is, and stopping it on its way."""

from __future__ import annotations

from pathlib import Path

import pytest

from sme_assistant.assembly.package import assemble
from sme_assistant.errors import AssemblyCancelledError, AssemblyError
from tests.assembly.cases import FULL, ROSTERS, TEMPLATES, dossier, full

STEPS = 15
"""Ten documents, one file of evidence, the manifest and the zip."""


def with_licence(tmp_path: Path) -> Path:
    licence = tmp_path / "执照.pdf"
    licence.write_bytes(b"%PDF-1.4")
    return licence


def test_each_step_is_told_before_it_is_done(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    case = dossier(FULL, ROSTERS, {"9(3)": (with_licence(tmp_path),)})

    package = assemble(case, TEMPLATES, tmp_path, lambda *step: told.append(step))

    assert [done for done, _, _ in told] == list(range(STEPS))
    assert {total for _, total, _ in told} == {STEPS}
    titles = [d.model.title for d in case.programme.documents.values()]
    assert sorted(what for _, _, what in told[: STEPS - 3]) == sorted(titles)
    assert [what for _, _, what in told[STEPS - 3 :]] == [
        "执照.pdf",
        "文件清单（manifest.json）",
        package.archive.name,
    ]


@pytest.mark.parametrize("last", range(STEPS))
def test_a_package_that_is_cancelled_leaves_nothing(tmp_path: Path, last: int) -> None:
    case = dossier(FULL, ROSTERS, {"9(3)": (with_licence(tmp_path),)})
    out = tmp_path / "out"
    out.mkdir()
    (out / "别的.txt").write_text("留着")
    seen: list[list[str]] = []

    def stop(done: int, _total: int, _what: str) -> None:
        seen.append([p.name for p in out.iterdir() if not p.name.startswith(".")])
        if done == last:
            raise AssemblyCancelledError

    with pytest.raises(AssemblyCancelledError) as raised:
        assemble(case, TEMPLATES, out, stop)

    assert "没有留下文件" in raised.value.user_message
    assert [p.name for p in out.iterdir()] == ["别的.txt"]
    assert seen == [["别的.txt"]] * (last + 1)


def test_any_other_failure_of_who_is_told_leaves_nothing_either(tmp_path: Path) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        assemble(full(), TEMPLATES, tmp_path, fail)

    assert list(tmp_path.iterdir()) == []


def test_after_cancelling_the_package_can_be_made(tmp_path: Path) -> None:
    def stop(*_: object) -> None:
        raise AssemblyCancelledError

    with pytest.raises(AssemblyCancelledError):
        assemble(full(), TEMPLATES, tmp_path, stop)
    package = assemble(full(), TEMPLATES, tmp_path)

    assert set(tmp_path.iterdir()) == {package.folder, package.archive}


def test_cancelling_is_no_fault_of_the_machine() -> None:
    assert not issubclass(AssemblyCancelledError, AssemblyError)
