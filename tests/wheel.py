"""Build the wheel and try it in an empty environment: ``make wheel``.

A folder that is missing from the build ships silently, so what the wheel holds is
compared with the checkout, and the installed program is made to work somewhere else:
its dialogues load, its templates open, an answers file is judged and a package is
written. Only pip and what ``constraints.txt`` names are downloaded.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

ROOT = Path(__file__).parents[1]
CONSTRAINTS = ROOT / "constraints.txt"
SHIPPED = "sme_assistant/shipped"
LONGEST = 300
"""Seconds for one step; only a download that hangs takes longer."""

INSIDE = """
import os
import tempfile
from pathlib import Path

from docx import Document
from sme_assistant.assistant.asking import desk
from sme_assistant.assistant.programmes import shipped_programme, templates_of
from sme_assistant.resources import shipped

for kind in ("dialogues", "templates"):
    place = shipped(kind)
    assert place.parent.name == "shipped", f"{place} is not inside the package"
programmes = [p.parent.name for p in shipped("dialogues").glob("*/programme.yaml")]
assert programmes, "no dialogues"
for name in programmes:
    programme, templates = shipped_programme(name), templates_of(name)
    for document in programme.documents.values():
        opened = Document(str(templates / document.model.template))
        assert opened.paragraphs or opened.tables, document.model.template
    counts = len(programme.questions), len(programme.documents)
    print(name, "%d questions, %d documents" % counts)

os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp()
assert desk().ask("要多少人").is_answered
kept = list(Path(os.environ["XDG_CACHE_HOME"]).rglob("lookup-*"))
assert not kept, "the words were counted again"
"""

ANSWERS = """\
operating_institution: 重庆样例企业服务有限公司 & <分部>
district: 万州
operating_since: 2019年3月15日
application_date: 2026-05-20
total_assets: 两百六十万元
enterprises_served: 一百一十八家
service_staff: 9
rosters:
  institutions:
    - {name: 重庆某某律师事务所, agreement: 是, service: 法律咨询}
"""


class WheelError(Exception):
    """The wheel is not what it should be."""


def main() -> int:
    """Build, look inside, install and try; return the exit code."""
    began = time.monotonic()
    try:
        with TemporaryDirectory(prefix="sme-assistant-wheel-") as folder:
            try_wheel(Path(folder).resolve())
    except WheelError as error:
        tell(f"wheel: FAILED: {error}")
        return 1
    tell(f"wheel: good ({time.monotonic() - began:.0f} s)")
    return 0


def try_wheel(folder: Path) -> None:
    """Do all of it below one folder that goes away afterwards."""
    wheel = built(folder / "dist")
    tell(f"built      {wheel.name}, {wheel.stat().st_size // 1024} kB")
    tell(f"holds      {compared(wheel)} files, as the checkout has them")
    programs = installed(wheel, folder / "environment")
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    inside = run([str(programs / "python"), "-I", "-c", INSIDE], elsewhere)
    tell(f"loads      {inside.strip()}")
    tell(f"judges     {judged(programs, elsewhere)}")
    tell(f"assembles  {assembled(programs, elsewhere)}")
    tell(f"converses  {conversed(programs, elsewhere)}")


def built(target: Path) -> Path:
    """Build the wheel in an isolated environment of exact versions."""
    # As a URL, because pip splits the variable at blanks.
    exact = {"PIP_CONSTRAINT": CONSTRAINTS.as_uri()}
    run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(target), str(ROOT)],
        target.parent,
        exact,
    )
    return one(target.glob("*.whl"), "wheel")


def compared(wheel: Path) -> int:
    """Compare what the wheel holds with the checkout, both ways."""
    with ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
        about = {n.partition("/")[2] for n in archive.namelist() if ".dist-info/" in n}
    package = ROOT / "src/sme_assistant"
    wanted = {
        f"sme_assistant/{path.relative_to(package).as_posix()}"
        for path in package.rglob("*")
        if path.suffix in {".py", ".tcss", ".txt"}
    }
    for kind, pattern in (
        ("dialogues", "*.yaml"),
        ("templates", "*.docx"),
        ("examples", "*.yaml"),
        ("examples", "*.csv"),
    ):
        shipped = {
            f"{SHIPPED}/{path.relative_to(ROOT).as_posix()}"
            for path in (ROOT / kind).rglob(pattern)
            if not path.name.startswith("~$")
        }
        if not shipped:
            raise WheelError(f"the checkout has no {kind}")
        wanted |= shipped
    if absent := sorted(wanted - held):
        raise WheelError(f"not in the wheel: {', '.join(absent)}")
    counted = {n for n in held if n.startswith(f"{SHIPPED}/counted/lookup-")}
    if len(counted) != 1:
        raise WheelError("the wheel lacks the count of the words people ask in")
    rest = held - wanted - counted
    strange = [n for n in rest if not n.endswith((".json", "py.typed"))]
    if strange:
        raise WheelError(f"in the wheel by mistake: {', '.join(sorted(strange))}")
    if not {"licenses/LICENSE", "entry_points.txt"} <= about:
        raise WheelError("the wheel lacks its licence or its command")
    return len(held)


def installed(wheel: Path, environment: Path) -> Path:
    """Install the wheel alone into an empty environment; return its programs."""
    run(
        [sys.executable, "-m", "venv", "--without-pip", str(environment)],
        environment.parent,
    )
    programs = environment / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", str(programs / "python")]
    run(
        [*pip, "install", "--constraint", CONSTRAINTS.as_uri(), str(wheel)],
        environment.parent,
    )
    return programs


def judged(programs: Path, folder: Path) -> str:
    """Judge an answers file; nine staff are too few anywhere."""
    (folder / "answers.yaml").write_text(ANSWERS, encoding="utf-8")
    told = run([str(programs / "sme-assistant"), "check", "answers.yaml"], folder)
    document = run(
        [str(programs / "sme-assistant"), "check", "answers.yaml", "--json"], folder
    )
    judgement = json.loads(document)
    clause = judgement["clauses"]["6(3)"]["status"]
    if (judgement["verdict"], clause) != ("ineligible", "unmet") or not told.strip():
        raise WheelError(f"wrong judgement: {judgement['verdict']}, 6(3) {clause}")
    return f"{judgement['verdict']}, {len(judgement['clauses'])} clauses"


def assembled(programs: Path, folder: Path) -> str:
    """Assemble a package and look whether all it names is there."""
    command = ["assemble", "answers.yaml", "--out", "package", "--json"]
    told = json.loads(run([str(programs / "sme-assistant"), *command], folder))
    package, archive = folder / told["folder"], folder / told["zip"]
    absent = [f["path"] for f in told["files"] if not (package / f["path"]).is_file()]
    if absent or not archive.is_file():
        raise WheelError(f"the package lacks {', '.join(absent) or archive.name}")
    documents = [f for f in told["files"] if f["path"].endswith(".docx")]
    if not documents:
        raise WheelError("the package holds no Word document")
    return f"{len(told['files'])} files, {len(documents)} of them Word documents"


def conversed(programs: Path, folder: Path) -> str:
    """Begin a case on standard input; it must be kept."""
    kept = {"SME_ASSISTANT_CASEBOOK": str(folder / "casebook.sqlite3")}
    run([str(programs / "sme-assistant"), "open", "trial"], folder, kept)
    cases = run([str(programs / "sme-assistant"), "cases"], folder, kept)
    if "trial" not in cases:
        raise WheelError("the case that was begun is not listed")
    return "a case is begun and listed"


def run(
    command: Sequence[str], folder: Path, more: dict[str, str] | None = None
) -> str:
    """Run a program without our environment's marks; return its standard output.

    Warnings on its standard error are shown only if it fails.
    """
    ours = ("PYTHON", "VIRTUAL_ENV", "SME_ASSISTANT_")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
    environment |= {
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
        "PYTHONUTF8": "1",
        **(more or {}),
    }
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=LONGEST,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise WheelError(str(error)) from error
    if done.returncode != 0:
        shown = " ".join(command).strip().splitlines()[0]
        raise WheelError(
            f"{shown}: exit code {done.returncode}\n{done.stdout}{done.stderr}"
        )
    return done.stdout


def one(paths: Iterable[Path], what: str) -> Path:
    """Return the only path there is."""
    found = list(paths)
    if len(found) != 1:
        raise WheelError(f"{len(found)} files instead of one {what}")
    return found[0]


def tell(line: str) -> None:
    """Write one line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
