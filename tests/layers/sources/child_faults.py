"""A reader that fails by the name of the file it is given: ``python -m tests.layers.sources.child_faults``.

Started by tests in place of the real one; everything but the operations is the real one.
"""

from __future__ import annotations

import ctypes
import faulthandler
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from layers.sources.child import worker

COMMAND = [sys.executable, "-m", "tests.layers.sources.child_faults"]


def hang(_progress: Any) -> None:
    """Never return from C, and never let go of the interpreter: as a library in an endless loop."""
    Path(tempfile.gettempdir(), "unpacked").write_bytes(bytes(1_000_000))
    ctypes.PyDLL(None).sleep(600)


def slow(progress: Any) -> None:
    for step in range(40):
        progress(step / 40, "reading")
        time.sleep(0.05)


def idle(_progress: Any) -> None:
    time.sleep(600)


def hog(_progress: Any) -> None:
    kept = []
    while True:
        kept.append(b"x" * (8 << 20))


def crash(_progress: Any) -> None:
    faulthandler._sigsegv()


def leave(_progress: Any) -> None:
    os._exit(7)


def chatter(_progress: Any) -> None:
    os.write(1, b"to standard output\n")
    os.write(2, b"to standard error\n")


def network(_progress: Any) -> None:
    import socket

    socket.create_connection(("127.0.0.1", 9), timeout=1)


def program(_progress: Any) -> None:
    os.execv("/bin/true", ["true"])


def fault(_progress: Any) -> None:
    raise ZeroDivisionError("by hand")


def no_memory(_progress: Any) -> None:
    raise MemoryError


def disk(_progress: Any) -> None:
    raise OSError(28, "No space left on device", "/tmp/x")


FAULTS = {
    fault.__name__: fault
    for fault in (hang, slow, idle, hog, crash, leave, chatter, network, program, fault, no_memory, disk)
}


def main() -> int:
    real = worker.operations

    def failing(operation: Callable[..., Any]) -> Callable[..., Any]:
        def run(path: Path, progress: Any, **rest: Any) -> Any:
            if path.stem in FAULTS:
                FAULTS[path.stem](progress)
            return operation(path, progress=progress, **rest)

        return run

    worker.operations = lambda: {name: failing(one) for name, one in real().items()}
    return worker.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
