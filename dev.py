"""Set up a fresh clone and run it: `python3 dev.py demo`, or `python3 dev.py test`.

Needs Python 3.11 to 3.13 with pip, and nothing else. Everything Python goes into `.venv` beside this file; `test` also
installs LibreOffice, a PDF renderer, a Chinese font and wine by apt-get where it may, and says what it could not.

    demo [ARGUMENTS]   rate the bundled customer list; the arguments go to `xltier demo`
    test [SUITE ...]   lint, types, layers and the suites of tests/, or only the ones named
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent
HOME: Final = ROOT / ".venv"
PROGRAMS: Final = HOME / ("Scripts" if os.name == "nt" else "bin")
PYTHON: Final = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
OLDEST, NEWEST = (3, 11), (3, 13)
OUR_TROUBLE = 5  # the exit code for an environment that will not do

WANTED: Final = {"demo": ["--editable", "."], "test": ["--editable", ".[polars]", "--group", "dev"]}
DEBIAN_PACKAGES: Final = {
    "everything on LibreOffice": (
        *("libreoffice-calc", "python3-uno", "poppler-utils", "fonts-noto-cjk"),
        *("libreoffice-dev", "libreoffice-l10n-zh-cn"),  # unoidl-write, and Chinese windows
    ),
    "the Windows half of the Excel add-in": ("wine", "wine64"),
}
"""What is tested by which packages. Each is installed by itself: one that there is not must not keep the others out."""
APT_SECONDS = 900


def main(arguments: list[str]) -> int:
    """Do what the first argument says; return the exit code."""
    if not arguments or arguments[0] not in WANTED:
        print(__doc__)
        return 2
    task, *rest = arguments
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        print(f"xltier needs Python 3.11, 3.12 or 3.13; this is {sys.version.split()[0]} ({sys.executable}).")
        return OUR_TROUBLE
    try:
        make_environment()
        install(task)
    except subprocess.CalledProcessError as error:
        print(f"could not set up .venv: this command failed with exit code {error.returncode}:\n  {_line(error.cmd)}")
        return OUR_TROUBLE
    if task == "demo":
        code = run(PROGRAMS / "xltier", "demo", *rest)
        say_where_it_is()
        return code
    untested = install_programs()
    code = run(PYTHON, ROOT / "tests" / "suites.py", *rest)
    for line in untested:
        print(f"Not tested here: {line}")
    return code


def say_where_it_is() -> None:
    """Say what to type for ``xltier`` where the shell does not find it: the demo tells what to try next."""
    if shutil.which("xltier") is None:
        typed = os.path.relpath(PROGRAMS / "xltier")
        print(f"\nFor xltier, type {typed} here.\n这里的 xltier 请输入 {typed}。")


def make_environment() -> None:
    """Make `.venv`, or keep the one that is there if its Python still runs, is new enough and has pip."""
    if succeeds(PYTHON, "-c", f"import pip, sys; sys.exit(not {OLDEST} <= sys.version_info[:2] <= {NEWEST})"):
        return
    print(f"making {HOME}", flush=True)
    if succeeds(sys.executable, "-c", "import ensurepip"):
        venv.create(HOME, clear=True, with_pip=True)
        return
    # Debian keeps ensurepip in python3-venv; the system's own pip can fill an environment that has none.
    venv.create(HOME, clear=True, with_pip=False)
    subprocess.run([sys.executable, "-m", "pip", "--python", PYTHON, "install", "--quiet", "pip"], check=True)


def install(task: str) -> None:
    """Install the package and what the task needs, unless that was done for this very pyproject.toml."""
    done = HOME / f"installed-for-{task}"
    state = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if done.exists() and done.read_text(encoding="ascii") == state:
        return
    print(f"installing what the {task} needs into {HOME}; a minute or two", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "pip>=25.1"], check=True)  # the first that knows dependency groups
    subprocess.run([*pip, *WANTED[task]], check=True, cwd=ROOT)
    done.write_text(state, encoding="ascii")


def install_programs() -> list[str]:
    """Install the programs that tests start, by apt-get where allowed; return what is not tested, and why."""
    wanting = {what: missing for what in DEBIAN_PACKAGES if (missing := missing_programs(what))}
    told = (install_packages(what, missing, is_first=at == 0) for at, (what, missing) in enumerate(wanting.items()))
    return [line for line in told if line]


def install_packages(what: str, missing: str, *, is_first: bool) -> str:
    """Install the packages of one part of the tests; return what stays untested and why, or nothing."""
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *DEBIAN_PACKAGES[what]]
    advice = f"{what}. {missing}. On Debian: sudo {_line(command)}"
    if shutil.which("apt-get") is None:
        return f"{advice} (no apt-get here)"
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not is_root and not (shutil.which("sudo") and succeeds("sudo", "-n", "true")):
        return f"{advice} (neither root nor sudo without a password)"
    print(f"{missing}; installing {', '.join(DEBIAN_PACKAGES[what])}", flush=True)
    before = [] if is_root else ["sudo", "-n"]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in ([["apt-get", "update"]] if is_first else []) + [command]:
        try:
            ended = subprocess.run(
                [*before, *step], env=quiet, check=False, timeout=APT_SECONDS, capture_output=True, text=True
            )
        except subprocess.TimeoutExpired:
            return f"{advice} ({_line(step)} took more than {APT_SECONDS} s)"
        if ended.returncode:
            print(ended.stderr.strip()[-2000:], file=sys.stderr)
    missing = missing_programs(what)
    return f"{what}. {missing}. apt-get could not install it, see above." if missing else ""


def missing_programs(what: str) -> str:
    """Return what a part of the tests lacks, in words, or nothing."""
    if "wine" in DEBIAN_PACKAGES[what]:
        return "" if shutil.which("wine") else "not installed: wine"
    ask = "from tests.support import office; print(office.absence() or '')"
    return subprocess.run([PYTHON, "-c", ask], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def run(*command: str | Path) -> int:
    """Run a command in the checkout, with our environment's programs first; return its exit code."""
    path = f"{PROGRAMS}{os.pathsep}{os.environ.get('PATH', '')}"
    return subprocess.run(command, cwd=ROOT, check=False, env={**os.environ, "PATH": path}).returncode


def succeeds(*command: str | Path) -> bool:
    """Return whether a command can be run and ends well, whatever it prints."""
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def _line(command: Iterable[str | Path]) -> str:
    return " ".join(str(part) for part in command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
