"""Full-screen applications of others, installed each in an environment of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from platformdirs import user_cache_path


@dataclass(frozen=True, slots=True)
class Peer:
    """An application to compare with.

    Attributes:
        name: As people call it.
        needs: What to install, pinned.
        arguments: What to start it with.
        shows: A text of its first useful screen.
    """

    name: str
    needs: tuple[str, ...]
    arguments: tuple[str, ...]
    shows: str

    @property
    def label(self) -> str:
        """Name and version."""
        return self.needs[0].replace("==", " ")


PEERS: Final = (
    # The newer tree-sitter crashes the old Textual that posting wants.
    Peer("posting", ("posting==2.11.1", "tree-sitter==0.25.2"), (), "Collection"),
    Peer("harlequin", ("harlequin==2.17.0",), (":memory:",), "Data Catalog"),
)


def installed(peer: Peer) -> Sequence[str]:
    """Install a peer, once, in the user's cache; return the command that starts it.

    Raises:
        OSError: It could not be installed.
    """
    folder = user_cache_path("sme-assistant-benchmarks") / peer.name
    program = folder / "bin" / peer.name
    done = folder / "-".join(peer.needs).replace("==", "-")
    if not done.exists():
        python = str(folder / "bin" / "python")
        try:
            _run(sys.executable, "-m", "venv", "--clear", "--without-pip", str(folder))
            _run(
                sys.executable, "-m", "pip", "--python", python, *_INSTALL, *peer.needs
            )
        except subprocess.TimeoutExpired as error:
            raise OSError(f"it took more than {_PATIENCE} s") from error
        except subprocess.CalledProcessError as error:
            said = error.stderr.strip().splitlines()
            raise OSError(said[-1] if said else "no reason given") from error
        Path(done).touch()
    return [str(program), *peer.arguments]


_PATIENCE: Final = 180
"""Seconds to install a peer, once."""
_INSTALL: Final = ("install", "--quiet", "--disable-pip-version-check")


def _run(*command: str) -> None:
    subprocess.run(
        command, check=True, capture_output=True, text=True, timeout=_PATIENCE
    )
