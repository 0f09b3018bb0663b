"""Take every screen as text (python -m tests.record_screens).

The screens are those of ``tests/faces/tui/shots.py``, at 80 by 24 and 120 by 40.
``tests/faces/tui/test_snapshots.py`` holds the files in ``tests/faces/tui/snapshots/``
to what the application shows today. After a change that is meant, run this, and read
the difference.
"""

from __future__ import annotations

from pathlib import Path

from tests.faces.tui.shots import SHOTS, Shot, Size, as_text, surroundings, taken

FOLDER = Path(__file__).parent / "faces" / "tui" / "snapshots"


def file_of(shot: Shot, size: Size) -> Path:
    """Return where a snapshot is kept."""
    return FOLDER / f"{shot.name}.{size[0]}x{size[1]}.txt"


def main() -> None:
    """Write every snapshot, and remove those of screens that are gone."""
    FOLDER.mkdir(exist_ok=True)
    kept = set()
    for shot in SHOTS:
        with surroundings():
            screens = taken(shot)
        for size, painted in screens.items():
            file = file_of(shot, size)
            file.write_text(as_text(painted), encoding="utf-8")
            kept.add(file)
    for file in set(FOLDER.glob("*.txt")) - kept:
        file.unlink()


if __name__ == "__main__":
    main()
