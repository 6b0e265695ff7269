"""The reader itself: one request after another, until the program that started it is gone.

Started with a scratch folder and, where the system has one, the number of the lifeline.  Its standard output carries
messages; whatever a library prints goes to standard error, which the program keeps for its log.  No Qt is imported
here.
"""

from __future__ import annotations

import faulthandler
import os
import queue
import shutil
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from layers.sources import recent
from layers.sources.child import confine, limits, wire

#: Progress is told at most this often.
_TELL_EVERY_S = 0.05
#: Memory beyond the program's limit at which the system refuses more: the program sees less than every moment.
_MARGIN_BYTES = 1 << 30
#: What took so long leaves so much free memory behind that the system should have it back.
_LONG_S = 0.2

#: Files that were looked at stay in memory for as long as a planner may take to answer what is asked about them, and
#: while they are small against the memory that is free, or this much where the system does not say.
_KEPT_S, _KEPT_SHARE, _KEPT_BYTES = 120.0, 0.1, 256 << 20

Operation = Callable[..., Any]
_Request = tuple[dict[str, Any], wire.Parts]


def operations() -> dict[str, Operation]:
    """Return what a reader can be asked for, by name."""
    from layers.sources import inspecting, patrol_import, pdf_pages, pictures, plain_table, previewing, reading

    return {
        "inspect": inspecting.inspect,
        "read": reading.read,
        "read_patrol_areas": patrol_import.read_patrol_areas,
        "preview_tables": lambda path, encoding, progress: previewing.preview_tables(path, encoding),
        "look_at_picture": pictures.look,
        "look_at_pdf": pdf_pages.look,
        "draw_pdf_page": pdf_pages.draw,
        "read_plain_table": lambda path, progress: plain_table.read_plain_table(path),
        "paper_text": _paper_text,
        "paper_paragraphs": _paper_paragraphs,
        "office_sheets": _office_sheets,
        "fill_template": _fill_template,
        "drivers": _drivers,
    }


def main(arguments: list[str]) -> int:
    """Serve until standard input ends."""
    scratch = arguments[0]
    messages = os.fdopen(os.dup(1), "wb")
    confine.widen(messages.fileno())
    os.dup2(2, 1)
    faulthandler.enable()
    if sys.platform != "win32":
        confine.end_with(int(arguments[1]))
        confine.forbid_network()
    tempfile.tempdir = scratch
    requests: queue.Queue[_Request] = queue.Queue()
    listener = threading.Thread(target=_listen, args=(sys.stdin.buffer, requests, scratch), daemon=True)
    _load()
    served = operations()
    listener.start()
    wire.send(messages, {"ready": True})
    recent.keeper = recent.Recent(lambda: int(_KEPT_SHARE * (limits.free_memory() or _KEPT_BYTES)), Path(scratch))
    while True:
        try:
            request, parts = requests.get(timeout=_KEPT_S)
        except queue.Empty:
            if recent.keeper.clear():
                _give_back()
            continue
        _serve(request, parts, served, messages)
        del request, parts


def _load() -> None:
    """Import what reading needs, so that the first file does not wait for it."""
    import geopandas  # noqa: F401

    from layers.sources import reading, tables  # noqa: F401
    from layers.sources.child import drivers, values  # noqa: F401

    drivers.keep_ours()


def _paper_text(path: Path, progress: Any) -> str:
    from layers.versions.paper_file import text_of

    return text_of(path)


def _paper_paragraphs(path: Path, progress: Any) -> list[str]:
    from layers.versions.paper_file import paragraphs_of

    return paragraphs_of(path)


def _office_sheets(path: Path, most_rows: int, most_columns: int, progress: Any) -> Any:
    from layers.sources.child import books

    return books.sent(path, most_rows, most_columns)


def _fill_template(path: Path, fields: Any, on: Any, progress: Any) -> Any:
    from layers.documents.office import fill_apart

    return fill_apart(path, fields, on)


def _drivers(path: Path, progress: Any) -> list[str]:
    from layers.sources.child import drivers

    return drivers.loaded()


def _listen(stream: BinaryIO, requests: queue.Queue[_Request], scratch: str) -> None:
    parts = wire.Parts(sys.maxsize)
    while (heard := wire.receive(stream)) is not None:
        message, payload = heard
        if "part" in message:
            parts.take(message, payload)
        else:
            requests.put((message, parts))
            parts = wire.Parts(sys.maxsize)
    shutil.rmtree(scratch, ignore_errors=True)
    os._exit(0)


def _serve(request: dict[str, Any], parts: wire.Parts, served: dict[str, Operation], messages: BinaryIO) -> None:
    from layers.errors import LianfangError
    from layers.sources.child import values

    if sys.platform != "win32":
        confine.limit_resources(int(request["memory_bytes"]) + _MARGIN_BYTES)
    answer: dict[str, Any]
    sink = wire.Sink(messages, lets_go=_trim)
    began = time.monotonic()
    try:
        arguments = values.loaded(request["arguments"], parts)
        result = served[request["operation"]](**arguments, progress=_Teller(messages))
        answer = {"done": values.dumped(result, sink)}
        del result, arguments
    except LianfangError as error:
        answer = {"refused": values.dumped(error, sink)}
    except MemoryError:
        answer = {"out_of_memory": True}
    except OSError as error:
        answer = {"system": [error.errno or 0, error.strerror or str(error), str(error.filename or "")]}
    except Exception as error:  # a fault of ours; the program logs it and says so
        answer = {"failed": f"{type(error).__name__}: {error}"[:500], "trace": traceback.format_exc()[-8000:]}
    wire.send(messages, answer)
    if time.monotonic() - began > _LONG_S:
        _give_back()


def _give_back() -> None:
    """Return all free memory to the system."""
    import gc

    gc.collect()
    _trim()


def _trim() -> None:
    """Return free memory to the system, where the C library keeps it for itself."""
    import ctypes

    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


class _Teller:
    """Progress that is told to the program."""

    def __init__(self, messages: BinaryIO) -> None:
        self._messages = messages
        self._at, self._step = 0.0, ""

    def __call__(self, fraction: float, step: str) -> None:
        now = time.monotonic()
        if step != self._step or now - self._at >= _TELL_EVERY_S:
            self._at, self._step = now, step
            wire.send(self._messages, {"fraction": float(fraction), "step": str(step)[:100]})
