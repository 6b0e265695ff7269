"""Fuzzing that is led by what code is reached: ``python -m tests.hostile atheris [TARGET …] [--seconds N]``.

Needs ``atheris`` (libFuzzer for Python), which the program and its tests do not: install it into the environment
when it is wanted.  Each target runs in a process of its own; what a find kills or hangs is begun again until its
time is over.  Finds are kept in a folder, the smallest of each kind.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

# Nothing of the program is imported here: its modules are given their counters when they are first imported.

_MOST_FILE_BYTES = 200_000
_GRACE_S = 20.0
#: What importing the program with its counters takes on a busy machine.
_STARTING_S = 240.0
_MOST_FINDS = 20


def main(arguments: list[str]) -> int:
    """Run the targets that are named, or all; print the figures as JSON and return 1 when anything was found."""
    if "--inside" not in arguments:
        from tests.hostile import targets

        names = list(targets.targets())
    else:
        names = []
    parser = argparse.ArgumentParser(prog="python -m tests.hostile atheris")
    parser.add_argument("names", nargs="*", metavar="TARGET", help=", ".join(names))
    parser.add_argument("--seconds", type=float, default=120.0, help="for each target")
    parser.add_argument("--finds", type=Path, default=Path(tempfile.gettempdir()) / "lianfang-finds")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    parser.add_argument("--corpus", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.inside:
        _fuzz(given.inside, given.corpus, given.seconds, given.finds)
    if unknown := set(given.names) - set(names):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    if importlib.util.find_spec("atheris") is None:
        parser.error("atheris is not in this environment: python -m pip install atheris")
    given.finds.mkdir(parents=True, exist_ok=True)
    failed = False
    for name in given.names or names:
        figures = _run(name, given.seconds, given.finds)
        failed = failed or bool(figures["failures"])
        print(json.dumps({name: figures}, ensure_ascii=False), flush=True)
    return 1 if failed else 0


def _run(name: str, seconds: float, finds: Path) -> dict[str, Any]:
    """Fuzz one target until its time is over; again, when a find ends the process."""
    from tests.hostile import targets

    total: dict[str, Any] = {"cases": 0, "taken": 0, "features": 0, "longest_s": 0.0, "failures": []}
    corpus = Path(tempfile.mkdtemp(prefix="corpus-"))
    told = corpus.parent / f"{corpus.name}.json"
    try:
        endings = [ending for ending, _ in targets.targets()[name].seeds()]
        for number, (_ending, raw) in enumerate(targets.targets()[name].seeds()):
            (corpus / f"seed-{number:02d}").write_bytes(bytes([number]) + raw)
        left = seconds
        while left > 2.0 and len(total["failures"]) < _MOST_FINDS:
            command = [sys.executable, "-m", "tests.hostile", "atheris", "--inside", name, "--corpus", str(corpus)]
            command += ["--seconds", str(int(left)), "--finds", str(finds)]
            try:
                done = subprocess.run(command, capture_output=True, timeout=left + _STARTING_S)
                said, code = done.stderr.decode("utf-8", "replace"), done.returncode
            except subprocess.TimeoutExpired as error:
                said, code = (error.stderr or b"").decode("utf-8", "replace"), -9
            left -= _add(total, told)
            total["features"] = max([total["features"], *map(int, re.findall(r"ft: (\d+)", said))])
            if code == 0:
                break
            total["failures"].append(f"{name}: ended with {code}: {_last(said)}")
            for one in finds.glob(f"{name}-raw-*"):
                raw = one.read_bytes()
                ending = endings[raw[0] % len(endings)] if raw else ""
                (finds / f"{name}-ended-{one.name[-8:]}{ending}").write_bytes(raw[1:])
                one.unlink()
    finally:
        shutil.rmtree(corpus, ignore_errors=True)
    return total


def _add(total: dict[str, Any], told: Path) -> float:
    """Add what a process told of itself before it ended; return how long it fuzzed."""
    if not told.exists():
        return 10.0
    one = json.loads(told.read_text(encoding="utf-8"))
    told.unlink()
    total["cases"] += one["cases"]
    total["taken"] += one["taken"]
    total["longest_s"] = max(total["longest_s"], one["longest_s"])
    total["failures"] = sorted({*total["failures"], *one["failures"]})
    return max(float(one["seconds"]), 5.0)


def _kind(wrong: str) -> str:
    """Return a fault without its figures and values, so that one fault is told once."""
    return re.sub(r"\d+ (s|MB)$", r"much \1", wrong.split(": ")[0])[:160]


def _last(said: str) -> str:
    telling = [line for line in said.splitlines() if "ERROR" in line or "Error" in line or "ALARM" in line]
    return (telling or said.splitlines() or [""])[-1][:200]


def _fuzz(name: str, corpus: Path, seconds: float, finds: Path) -> None:
    """Run libFuzzer in this process; it never comes back."""
    import atheris

    with atheris.instrument_imports(include=["layers", "app", "openpyxl", "docx", "docxtpl", "jinja2"]):
        from tests.hostile import changing, readers, targets
        from tests.hostile.fuzzing import MOST_S, Figures

        target = targets.targets()[name]
        given = target.seeds()
        figures = Figures()
        folder = targets.scratch()
        readers.watch()
        for ending, raw in given:  # the modules that are loaded late
            targets.given(target, folder, ending, raw)
            with contextlib.suppress(Exception):
                target.read(folder / f"资料{ending}")
            targets.emptied(folder)
    endings = [ending for ending, _ in given]
    seen: dict[str, int] = {}
    began = time.monotonic()

    def tell() -> None:
        facts: dict[str, Any] = {"cases": figures.cases, "taken": figures.taken, "longest_s": figures.longest_s}
        facts["seconds"] = time.monotonic() - began
        text = json.dumps({**facts, "failures": sorted(seen)}, ensure_ascii=False)
        (corpus.parent / f"{corpus.name}.json").write_text(text, encoding="utf-8")

    def one(data: bytes) -> None:
        if not data:
            return
        ending, raw = endings[data[0] % len(endings)], data[1:]
        wrong = readers.attempt(name, target, folder, ending, raw, figures)
        if wrong and len(raw) < seen.get(key := f"{name}: {_kind(wrong)}", sys.maxsize):
            seen[key] = len(raw)
            safe = re.sub(r"[^\w.-]+", "_", _kind(wrong))[:80]
            (finds / f"{name}-{safe}{ending}").write_bytes(raw)
            tell()
        if figures.cases % 50 == 0:
            tell()
        if time.monotonic() - began > seconds:  # libFuzzer's own clock began when the program was imported
            tell()
            targets.emptied(folder)
            folder.rmdir()
            os._exit(0)

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        choice = random.Random(seed)
        if len(data) < 2 or choice.random() < 0.4:
            return bytes(atheris.Mutate(data, most))
        try:
            changed = changing.changed(data[1:], choice)
        except Exception:  # what was changed before may be no file of its kind any more
            return bytes(atheris.Mutate(data, most))
        head = bytes([choice.randrange(256)]) if choice.random() < 0.05 else data[:1]
        return (head + changed)[:most]

    longest = max(_MOST_FILE_BYTES, *(2 * len(raw) for _, raw in given))
    options = ["-print_final_stats=0", "-len_control=0", f"-max_len={longest}", f"-timeout={int(MOST_S + _GRACE_S)}"]
    options += ["-rss_limit_mb=6000", f"-artifact_prefix={finds}/{name}-raw-", "-use_value_profile=0"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], one, custom_mutator=mutate)
    atheris.Fuzz()
