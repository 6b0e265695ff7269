"""Use the box's window with keys, as its receiver does: open a plan, export its annex, close.

Wants ``Xvfb`` and ``xdotool``; the window is the one of the box as it is, no hook of the program's own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

TOOLS = ("Xvfb", "xdotool")
_WAIT_S = 120.0
#: Titles of the window with a plan, and of the dialog of the export.
_PLAN, _EXPORT = "— (联防|Lianfang)", "协议、附件与文件|Documents and files"


def missing() -> list[str]:
    """Return which tools this system lacks."""
    return [tool for tool in TOOLS if not shutil.which(tool)]


@contextmanager
def screen(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield a display of its own and the file that holds its picture (XWD)."""
    told, said = os.pipe()
    words = ["Xvfb", "-displayfd", str(said), "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-fbdir", str(folder)]
    with subprocess.Popen(words, pass_fds=[said], stderr=subprocess.DEVNULL) as server:
        os.close(said)
        try:
            with os.fdopen(told) as stream:
                yield f":{stream.readline().strip()}", folder / "Xvfb_screen0"
        finally:
            server.terminate()


def use(command: Sequence[str], plan: Path, out: Path, environment: Mapping[str, str]) -> float:
    """Open a plan in the window, export what is offered to ``out``, quit; return seconds to its title.

    The folder of the export is the one that was used last, which the settings say.  Pictures lie beside it.
    """
    folder = Path(tempfile.mkdtemp(prefix="lianfang-screen-"))
    try:
        with screen(folder) as (display, picture):
            own = {**environment, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
            begun = time.perf_counter()
            with subprocess.Popen([*command, str(plan)], env=own) as process:
                try:
                    window = _until(lambda: _window(own, _PLAN), "a window with a plan in its title", process)
                    taken = time.perf_counter() - begun
                    time.sleep(6.0)  # the map is drawn
                    shutil.copy(picture, out.with_suffix(".map.xwd"))
                    _keys(own, window, "ctrl+e")
                    dialog = _until(lambda: _window(own, _EXPORT), "the dialog of the export", process)
                    time.sleep(3.0)  # what the paper would lack is worked out
                    shutil.copy(picture, out.with_suffix(".dialog.xwd"))
                    _keys(own, dialog, "Return")
                    _until(lambda: any(out.glob("*.docx")) and any(out.glob("*.pdf")), f"an annex in {out}", process)
                    _until(lambda: _is_at_rest(out), f"an end of writing in {out}", process)
                    shutil.copy(picture, out.with_suffix(".after.xwd"))
                    _keys(own, window, "ctrl+q")
                    try:
                        process.wait(_WAIT_S)
                    except subprocess.TimeoutExpired:
                        shutil.copy(picture, out.with_suffix(".stays.xwd"))
                        raise SystemExit(
                            f"the window stayed after Ctrl+Q; see {out.with_suffix('.stays.xwd')}"
                        ) from None
                finally:
                    if process.poll() is None:
                        process.kill()
        return taken
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _until(look: Callable[[], object], what: str, process: subprocess.Popen[bytes]) -> str:
    end = time.monotonic() + _WAIT_S
    while time.monotonic() < end:
        found = look()
        if found:
            return str(found)
        if process.poll() is not None:
            raise SystemExit(f"the window closed with {process.returncode} before there was {what}")
        time.sleep(0.02)
    raise SystemExit(f"after {_WAIT_S:.0f} s there was not {what}")


def _is_at_rest(folder: Path) -> bool:
    """Whether nothing is written any more: leaving before would be asked about."""

    def seen() -> list[tuple[str, int]]:
        return sorted((path.name, path.stat().st_size) for path in folder.rglob("*"))

    before = seen()
    time.sleep(4.0)
    return seen() == before


def _window(environment: Mapping[str, str], title: str) -> str:
    return _tool(environment, "search", "--onlyvisible", "--name", title).partition("\n")[0]


def _keys(environment: Mapping[str, str], window: str, *keys: str) -> None:
    _tool(environment, "windowfocus", "--sync", window)
    _tool(environment, "key", "--clearmodifiers", *keys)


def _tool(environment: Mapping[str, str], *words: str) -> str:
    done = subprocess.run(["xdotool", *words], env=dict(environment), capture_output=True, text=True, timeout=60)
    return done.stdout.strip()
