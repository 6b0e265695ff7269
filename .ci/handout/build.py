"""Build the box: one folder that runs where there is neither Python nor a network.

``python .ci/handout/build.py --out /tmp/handout`` makes ``/tmp/handout/lianfang`` and a packed ``lianfang-….tar.xz``
of it (``--no-pack`` leaves that out).  Run it with the Python whose libraries go into the box, in an environment with
``pip install -c constraints.txt ".[handout]"``; see docs/handout.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tarfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import elf
import icu
import licences
from bridge import bridge
from hollow import hollow
from laying import lay
from slimming import share_same, share_tables

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DESKTOP = ROOT / "resources" / "desktop"
#: What a box may take on the disk, megabytes.
MOST_MB = 400


def main() -> int:
    """Build, and say what came out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--out", type=Path, required=True, help="an empty or new folder outside of the repository")
    parser.add_argument("--no-pack", action="store_true", help="leave the archive out")
    chosen = parser.parse_args()
    out: Path = chosen.out.resolve()
    if out.is_relative_to(ROOT):
        parser.error(f"{out} lies in the repository; choose a folder outside of it")
    box = freeze(out)
    saved = 0
    if sys.platform == "linux":
        saved += bridge(box) + hollow(box) + elf.drop_unlinked(box) + share_tables(box) + share_same(box)
        saved += sum(map(icu.shrink, (box / "lib" / "PySide6" / "Qt" / "lib").glob("libicudata.so.*")))
        saved += sum(elf.strip(path) for path in elf.binaries(box))
    finish(box)
    facts = describe(box) | {"slimmed_mb": round(saved / 1e6, 1)}
    (box / "BUILD.json").write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    tell(facts)
    if not chosen.no_pack:
        print(f"packed: {pack(box, out)}")
    if facts["size_mb"] > MOST_MB:
        print(f"the box takes {facts['size_mb']} MB, more than {MOST_MB}", file=sys.stderr)
        return 1
    return 0


def freeze(out: Path) -> Path:
    """Compile the kernels and let PyInstaller collect everything; return the box."""
    kernels = out / "kernels"
    environment = os.environ | {
        "LIANFANG_KERNELS": str(kernels),
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
    }
    _run(sys.executable, str(HERE / "kernels.py"), str(kernels), environment=environment)
    collected = out / "collected"
    spec, work = str(HERE / "lianfang.spec"), str(out / "work")
    folders = ["--distpath", str(collected), "--workpath", work]
    _run(
        sys.executable,
        "-m",
        "PyInstaller",
        "--noconfirm",
        "--log-level",
        "ERROR",
        *folders,
        spec,
        environment=environment,
    )
    box = out / "lianfang"
    shutil.rmtree(box, ignore_errors=True)
    shutil.move(collected / "lianfang", box)
    return box


def finish(box: Path) -> None:
    """Lay beside the program what a person needs: how to start it, the way into menus, licences."""
    for name in ("README.txt", "install-desktop.sh" if sys.platform == "linux" else "associate.bat"):
        lay(name, box / name)
    shutil.copytree(DESKTOP, box / "desktop", dirs_exist_ok=True)
    licences.write(box / "LICENSES.txt", box)


def describe(box: Path) -> dict[str, object]:
    """Return what the box is: size by part, the systems it runs on, what it was made of."""
    sizes: dict[str, int] = {}
    for path in box.rglob("*"):
        if path.is_file() and not path.is_symlink():
            parts = path.relative_to(box).parts
            name = (
                parts[1]
                if parts[0] == "lib" and len(parts) > 2
                else parts[0]
                if parts[0] != "lib"
                else "other libraries"
            )
            name = name.removesuffix(".libs")
            sizes[name] = sizes.get(name, 0) + path.stat().st_size
    ranked = sorted(sizes.items(), key=lambda item: -item[1])
    facts: dict[str, object] = {
        "program": version("lianfang"),
        "built": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "system": f"{sys.platform} {platform.machine()}",
        "size_mb": round(sum(sizes.values()) / 1e6, 1),
        "parts_mb": {name: round(size / 1e6, 1) for name, size in ranked if size >= 1e6},
    }
    if sys.platform == "linux":
        for family, (highest, files) in elf.floor(box).items():
            facts[f"least_{family}"] = elf.dotted(highest)
            facts[f"asked_by_{family}"] = files[:12]
    return facts


def tell(facts: dict[str, object]) -> None:
    """Print the facts, one a line."""
    for name, value in facts.items():
        text = ", ".join(f"{part} {size}" for part, size in value.items()) if isinstance(value, dict) else value
        print(f"{name}: {text}")


def pack(box: Path, out: Path) -> Path:
    """Pack the box; the archive keeps links and rights, which a copy onto a stick would lose."""
    target = out / f"lianfang-{version('lianfang')}-{sys.platform}-{platform.machine()}.tar.xz"
    with tarfile.open(target, "w:xz", preset=6) as archive:
        archive.add(box, arcname="lianfang")
    return target


def _run(*command: str, environment: dict[str, str]) -> None:
    done = subprocess.run(command, env=environment, cwd=ROOT)
    if done.returncode:
        raise SystemExit(f"{command[:3]} ended with {done.returncode}")


if __name__ == "__main__":
    sys.exit(main())
