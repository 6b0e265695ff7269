"""Make a kit of wheels: everything ``pip`` needs on a computer that has Python and no network.

``python .ci/handout/kit.py --system windows --out /tmp/kit`` (or ``linux``) downloads the wheels of ``constraints.txt``
for that system, holds them against what each says it needs *there*, and lays the scripts that install them beside.
Wheels are of one Python version (``--python 3.11``); several may be given.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path
from zipfile import ZipFile

from laying import lay
from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = Path(__file__).resolve().parents[2]
#: Of UOS 20 and Kylin V10; the newest whose wheels they take.
GLIBC = (2, 28)
#: Rounds of "what is missing for that system": each may bring what the one before asked for.
_ROUNDS = 4


@dataclass(frozen=True)
class Target:
    """A system wheels are for.

    Attributes
    ----------
    name : str
    platforms : tuple of str
        As wheels name it, best first.
    markers : dict
        What conditions of requirements are held against.
    """

    name: str
    platforms: tuple[str, ...]
    markers: dict[str, str]


def targets() -> dict[str, Target]:
    """Return the systems by name."""
    linux = [f"manylinux_2_{minor}_x86_64" for minor in range(GLIBC[1], 4, -1)]
    old = ["manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64", "linux_x86_64"]
    common = {"implementation_name": "cpython", "platform_python_implementation": "CPython", "extra": ""}
    return {
        "windows": Target(
            "windows",
            ("win_amd64",),
            common
            | {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows", "platform_machine": "AMD64"},
        ),
        "linux": Target(
            "linux",
            (*linux, *old),
            common
            | {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux", "platform_machine": "x86_64"},
        ),
    }


def main() -> int:
    """Make the kit, check it and say what is in it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--system", choices=sorted(targets()), required=True)
    parser.add_argument("--python", action="append", default=[], metavar="X.Y", help="default: 3.11; may be repeated")
    parser.add_argument("--out", type=Path, required=True, help="folder for the kit, outside of the repository")
    chosen = parser.parse_args()
    target, kit = targets()[chosen.system], chosen.out.resolve()
    if kit.is_relative_to(ROOT):
        parser.error(f"{kit} lies in the repository; choose a folder outside of it")
    wheels = kit / "wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    _own_wheel(wheels)
    pythons = chosen.python or ["3.11"]
    for python in pythons:
        _fetch(target, python, wheels)
    lack = [line for python in pythons for line in problems(wheels, target, python)]
    _lay_beside(target, pythons, kit)
    sizes = sorted(((path.stat().st_size, path.name) for path in wheels.glob("*.whl")), reverse=True)
    for size, name in sizes:
        print(f"{size / 1e6:8.1f} MB  {name}")
    total_mb = sum(size for size, _ in sizes) / 1e6
    print(f"{total_mb:8.1f} MB  in {len(sizes)} wheels for {target.name}, Python {', '.join(pythons)}")
    for line in lack:
        print(line, file=sys.stderr)
    print("every requirement is satisfied" if not lack else f"{len(lack)} requirements are not satisfied")
    return 1 if lack else 0


def _own_wheel(wheels: Path) -> None:
    for old in wheels.glob("lianfang-*.whl"):
        old.unlink()
    _pip("wheel", "--no-deps", "-w", str(wheels), str(ROOT))
    shutil.rmtree(ROOT / "build", ignore_errors=True)


def _fetch(target: Target, python: str, wheels: Path) -> None:
    """Download, then ask again for what this system's conditions want and those of this one did not."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [line for line in project["dependencies"] if _applies(Requirement(line), target, python)]
    wanted = [line.partition(";")[0].strip() for line in wanted]
    for _ in range(_ROUNDS):
        platforms = [word for name in target.platforms for word in ("--platform", name)]
        _pip(
            "download", "-d", str(wheels), "--only-binary=:all:", "--python-version", python, "--implementation", "cp",
            *platforms, "-c", str(ROOT / "constraints.txt"), *wanted,
        )  # fmt: skip
        wanted = sorted({line.rpartition(": ")[2] for line in problems(wheels, target, python) if " needs: " in line})
        if not wanted:
            return


def problems(wheels: Path, target: Target, python: str) -> list[str]:
    """Return what a folder of wheels lacks: what one of them needs on that system and is not there."""
    tags, there, found = set(_tags(target, python)), {}, []
    for path in sorted(wheels.glob("*.whl")):
        name, version, _build, own = parse_wheel_filename(path.name)
        if own & tags:
            there[name] = version, path
    for name, (_version, path) in sorted(there.items()):
        wanted = _header(path)
        for line in wanted.get_all("Requires-Dist") or []:
            need = Requirement(line)
            if not _applies(need, target, python):
                continue
            other = there.get(canonicalize_name(need.name))
            if other is None or not need.specifier.contains(other[0], prereleases=True):
                found.append(f"Python {python}: {name} needs: {need.name}{need.specifier}")
    if canonicalize_name("lianfang") not in there:
        found.append("the program's own wheel is missing")
    return found


def _applies(need: Requirement, target: Target, python: str) -> bool:
    markers = target.markers | {"python_version": python, "python_full_version": f"{python}.0"}
    return need.marker is None or need.marker.evaluate(markers)


def _tags(target: Target, python: str) -> Iterator[Tag]:
    major, minor = map(int, python.split("."))
    version = (major, minor)
    yield from cpython_tags(version, platforms=target.platforms)
    yield from compatible_tags(version, f"cp{major}{minor}", target.platforms)


def _header(path: Path) -> Message:
    with ZipFile(path) as wheel:
        name = next(entry for entry in wheel.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", entry))
        return HeaderParser().parsestr(wheel.read(name).decode())


def _lay_beside(target: Target, pythons: list[str], kit: Path) -> None:
    """Lay scripts, icon, licences and checksums beside the wheels."""
    scripts = (
        ("install.bat", "install.ps1", "associate.bat")
        if target.name == "windows"
        else ("install.sh", "install-desktop.sh")
    )
    for name in scripts:
        lay(name, kit / name)
    lay("KIT.txt", kit / "README.txt")
    shutil.copytree(ROOT / "resources" / "desktop", kit / "desktop", dirs_exist_ok=True)
    _licences(kit)
    sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted((kit / "wheels").glob("*.whl"))}
    (kit / "SHA256SUMS").write_text("".join(f"{sha}  wheels/{name}\n" for name, sha in sums.items()), encoding="utf-8")
    facts = {"system": target.name, "python": pythons, "glibc": ".".join(map(str, GLIBC)), "wheels": len(sums)}
    if target.name == "windows":
        del facts["glibc"]
    (kit / "KIT.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


def _licences(kit: Path) -> None:
    """Collect the licences out of the wheels themselves: those of another system are not installed here."""
    from licences import from_wheels

    from_wheels(kit / "LICENSES.txt", sorted((kit / "wheels").glob("*.whl")))


def _pip(*words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", words[0], "-q", "--disable-pip-version-check", *words[1:]], cwd=ROOT
    )
    if done.returncode:
        raise SystemExit(f"pip {words[0]} ended with {done.returncode}")


if __name__ == "__main__":
    sys.exit(main())
