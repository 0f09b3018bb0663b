"""Read programmes from their folders; the one place where dialogue meets the disk."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from threading import Lock

from sme_assistant.dialogue.loading import FOLDERS, load
from sme_assistant.dialogue.programme import Programme
from sme_assistant.errors import CasebookError, DialogueError, Fault
from sme_assistant.resources import DEFAULT_PROGRAMME, shipped

DEFAULT = DEFAULT_PROGRAMME
_ASKED = "lookup.yaml"
_LOADING = Lock()


def read_folder(folder: Path) -> dict[str, str]:
    """Return the text of every dialogue file in a folder, by path within it.

    Raises:
        DialogueError: A file is not UTF-8, or there is no such folder.
    """
    found: dict[str, str] = {}
    faults: list[Fault] = []
    paths = [*folder.glob("*.yaml")]
    for name in FOLDERS:
        paths += folder.glob(f"{name}/*.yaml")
    for path in paths:
        name = path.relative_to(folder).as_posix()
        try:
            found[name] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            told = "不是 UTF-8 编码，请另存为 UTF-8"
            faults.append(Fault(name, 1, 1, "encoding", told))
        except OSError:
            told = "读不了，请确认它是一个文件，并且有权限读取"
            faults.append(Fault(name, 1, 1, "unreadable", told))
    if not paths:
        told = "这个文件夹里没有对话文件（*.yaml）"
        faults.append(Fault(str(folder), 0, 0, "empty-folder", told))
    if faults:
        raise DialogueError(tuple(faults))
    return found


def load_folder(folder: Path) -> Programme:
    """Load the programme in a folder.

    Raises:
        DialogueError: The files break the dialogue language.
    """
    return load(read_folder(folder))


def shipped_programme(programme: str = DEFAULT) -> Programme:
    """Load a shipped programme by its id, once, whichever thread asks first.

    Raises:
        CasebookError: This version of the program ships no such programme.
    """
    with _LOADING:
        return _shipped(programme)


@cache
def _shipped(programme: str) -> Programme:
    folder = shipped("dialogues") / programme
    if not folder.is_dir():
        raise CasebookError(
            "programme is not shipped with this version",
            f"这份记录申报的项目“{programme}”不在本程序中。"
            "请升级 sme-assistant 后再打开；记录没有改动。",
        )
    # Whoever asks is answered from an index of its own (assistant.asking): thousands of
    # phrasings in every conversation would double what it takes of the memory.
    files = read_folder(folder)
    return load({name: text for name, text in files.items() if name != _ASKED})


def templates_of(programme: str) -> Path:
    """Return the folder of a programme's Word templates."""
    return shipped("templates") / programme
