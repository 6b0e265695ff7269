"""Use a built box as its receiver does: another path, no network, no Python, a read-only disk; and measure its start.

``python .ci/handout/smoke.py /tmp/handout/lianfang`` copies it to a folder with a Chinese name, runs the main job and
some commands in a namespace without interfaces (Linux, ``unshare``), opens the plan in the window and exports its
annex by keys (``hands.py``; Xvfb and xdotool), and fails when anything is not as it should be.  ``--pictures FOLDER``
keeps what the window showed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import hands
import licences

STARTS = 5
#: Files of other programs, as the tests read them.
SAMPLES = Path(__file__).resolve().parents[2] / "tests" / "layers" / "sources" / "samples"
#: Files every export of the sample has.
_WANTED = ("*.lianfang.gpkg", "**/*.docx", "**/*.pdf", "**/*.html", "**/*.xlsx", "**/*.shp.zip", "**/*.kml", "**/*.dxf")


def main() -> int:
    """Run all checks; print what was seen."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("box", type=Path)
    parser.add_argument("--pictures", type=Path, help="folder for pictures of the window")
    chosen = parser.parse_args()
    box: Path = chosen.box.resolve()
    without = licences.unlicensed(box)
    if without:
        raise SystemExit(f"libraries without the text of a licence: {without}")
    with tempfile.TemporaryDirectory(prefix="联防 测试 ") as folder:
        place = Path(folder) / "护林 联防"
        shutil.copytree(box, place, symlinks=True)
        home = Path(folder) / "家"
        home.mkdir()
        _forbid_writing(place)
        try:
            return _all(place / "lianfang", Path(folder), home, chosen.pictures)
        finally:
            _allow_writing(place)


def _all(program: Path, folder: Path, home: Path, pictures: Path | None) -> int:
    environment = {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PATH": "/usr/bin:/bin",  # no Python of this machine's environments
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_RUNTIME_DIR": str(home),
    }
    alone = ["unshare", "--map-root-user", "--net"] if shutil.which("unshare") else []

    def run(*words: object) -> subprocess.CompletedProcess[str]:
        command = [*alone, str(program), *map(str, words)]
        done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, timeout=600)
        print(f"{' '.join(map(str, words))}: {done.returncode}")
        if done.returncode:
            print(done.stdout[-3000:], done.stderr[-3000:], sep="\n", file=sys.stderr)
            raise SystemExit(1)
        return done

    out = folder / "样例"
    print(f"interfaces: {_interfaces(alone)}")
    run("--version")
    run("demo", "--out", out)
    missing = [pattern for pattern in _WANTED if not any(out.glob(pattern))]
    if missing:
        raise SystemExit(f"the main job did not write {missing}; it wrote {sorted(p.name for p in out.rglob('*'))}")
    (plan,) = out.glob("*.lianfang.gpkg")
    run("info", plan)
    run("verify", plan)
    run("check", *(path for path in out.rglob("*.shp.zip")), *out.rglob("*.kml"), *out.rglob("*.tif"))
    run("export", plan, "--area", "all", "--formats", "docx,pdf,gpkg", "--out", folder / "附件")
    run("fire", plan, "--at", "116°38′E 40°52′N", "--wind", "6", "--wind-from", "315")
    run("lookouts", plan, "--out", folder / "瞭望.xlsx")
    # what leans on libraries of which the box has a part: SciPy, GeoParquet, PROJ of another wheel
    run("response", plan, "--out", folder / "到场.xlsx")
    run("roads", plan, "--out", folder / "道路.xlsx")
    run("past-events", plan, "--out", folder / "往年.xlsx")
    run("patrols", plan, "--suggest", "2", "--out", folder / "巡护.xlsx")
    run("check", *sorted(SAMPLES.glob("*.parquet")))
    run("pack", plan, "--out", folder / "样例.联防包")
    if hands.missing():
        print(f"the window was not used by keys: {', '.join(hands.missing())} not found", file=sys.stderr)
    else:
        _use_window([*alone, str(program)], plan, folder / "窗口导出", environment, pictures)
    for what, words in (("--version", ["--version"]), ("window", ["open", "--probe"])):
        both = [_seconds([*alone, str(program), *words], environment, folder) for _ in range(STARTS)]
        wall, processor = ([one[which] for one in both] for which in (0, 1))
        each = ", ".join(f"{one:.2f}" for one in wall)
        print(
            f"{what}: {statistics.median(wall):.2f} s, {statistics.median(processor):.2f} s of a processor, "
            f"medians of {STARTS} ({each}; load {os.getloadavg()[0]:.1f})"
        )
    print("the box works")
    return 0


def _use_window(command: list[str], plan: Path, out: Path, environment: dict[str, str], pictures: Path | None) -> None:
    """Open the plan in the window, export its annex, look whether it is there."""
    settings = out.parent / "设置"
    settings.mkdir()
    (settings / "preferences.ini").write_text(f"[export]\nfolder={out}\n", encoding="utf-8")
    try:
        taken = hands.use(command, plan, out, environment | {"LIANFANG_CONFIG": str(settings)})
    finally:
        for picture in out.parent.glob(f"{out.name}.*.xwd"):
            if pictures:
                pictures.mkdir(parents=True, exist_ok=True)
                shutil.copy(picture, pictures)
    names = sorted(path.name for path in out.iterdir())
    print(f"window: the plan stood after {taken:.2f} s; exported by keys: {', '.join(names)}")


def _seconds(command: list[str], environment: dict[str, str], folder: Path) -> tuple[float, float]:
    """Return how long a start takes up to its first line (the version; that the window is painted), and its CPU."""
    begun, before = time.perf_counter(), os.times()
    with subprocess.Popen(command, env=environment, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        taken = time.perf_counter() - begun
        process.wait(60)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return taken, used


def _interfaces(alone: list[str]) -> str:
    if not alone:
        return "those of this system"
    done = subprocess.run([*alone, "cat", "/proc/net/dev"], capture_output=True, text=True, check=True)
    names = [line.partition(":")[0].strip() for line in done.stdout.splitlines() if ":" in line]
    return ", ".join(names) + " (down)"


def _forbid_writing(folder: Path) -> None:
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)
    folder.chmod(0o555)


def _allow_writing(folder: Path) -> None:
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)


if __name__ == "__main__":
    sys.exit(main())
