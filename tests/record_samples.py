"""Draw the pages of a package (make samples, or python -m tests.record_samples).

LibreOffice typesets and poppler draws, so the pictures depend on both and on the fonts
at hand; no test compares them. Where 仿宋, 楷体 or 黑体 is missing, ``fonts.conf`` says
what stands in; more folders of fonts can be named in ``SAMPLE_FONTS``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sme_assistant.assistant.packaging import assemble_case
from sme_assistant.assistant.sources import read_source
from tests.casebook.memory import MemoryCasebook

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "samples"
EXAMPLE, DRAFT = "wanzhou-training", "half-finished"
ALIASES = Path(__file__).with_name("fonts.conf")
_AT = datetime(2026, 11, 23, 4, tzinfo=UTC)
_DOTS = "64"
_MOST = {
    "07 上年度服务中小企业名单（附件3）": 1,
    "07 服务评价意见": 1,
    "14 待补清单": 1,
}
"""Of these the first page tells enough."""
_OF_A_DRAFT = ("01 申请报告",)
_TOOLS = {"soffice": "LibreOffice", "pdftoppm": "poppler-utils"}


def main() -> int:
    """Draw the pages of one package, and a page of a draft."""
    missing = [name for tool, name in _TOOLS.items() if shutil.which(tool) is None]
    if missing:
        sys.stderr.write(f"not installed: {', '.join(missing)}\n")
        return 1
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with TemporaryDirectory() as name:
        folder = Path(name)
        for pdf in typeset(EXAMPLE, folder):
            draw(pdf, FOLDER / pdf.stem, _MOST.get(pdf.stem, 99))
        for pdf in typeset(DRAFT, folder):
            if pdf.stem in _OF_A_DRAFT:
                draw(pdf, FOLDER / f"草稿 {pdf.stem}", 1)
    return 0


def typeset(example: str, folder: Path) -> Iterator[Path]:
    """Make the package of an example and turn its Word files into PDF."""
    source = str(ROOT / "examples" / f"{example}.yaml")
    standing = read_source(source, MemoryCasebook, lambda: _AT).standing
    package = assemble_case(standing, folder / example, _AT)
    words = sorted(package.folder.glob("*.docx"))
    profile, target = (folder / "profile").as_uri(), folder / f"{example}-pdf"
    subprocess.run(
        [
            tool("soffice"), f"-env:UserInstallation={profile}", "--headless",
            "--convert-to", "pdf", "--outdir", str(target), *map(str, words),
        ],
        check=True, capture_output=True, timeout=600, env=with_fonts(folder),
    )  # fmt: skip
    yield from (target / f"{word.stem}.pdf" for word in words)


def with_fonts(folder: Path) -> dict[str, str]:
    """Return an environment in which missing fonts have stand-ins."""
    more = os.environ.get("SAMPLE_FONTS", "").split(os.pathsep)
    folders = "".join(f"<dir>{name}</dir>" for name in more if name)
    conf = folder / "fonts.conf"
    text = ALIASES.read_text("utf-8")
    conf.write_text(text.replace("</include>", f"</include>{folders}", 1), "utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(conf)}


def draw(pdf: Path, stem: Path, most: int) -> None:
    """Draw the first pages of a PDF, in grey where nothing is coloured."""
    stem.parent.mkdir(parents=True, exist_ok=True)
    grey = [] if stem.name.startswith("草稿") else ["-gray"]
    pages = ["-r", _DOTS, "-l", str(most), "-png", str(pdf), str(stem)]
    subprocess.run([tool("pdftoppm"), *grey, *pages], check=True)


def tool(name: str) -> str:
    """Return where a program is; ``main`` has looked that it is there."""
    return shutil.which(name) or name


if __name__ == "__main__":
    sys.exit(main())
