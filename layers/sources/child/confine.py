"""What a reader takes from itself before it opens anything: a life of its own, the network, other programs.

All of it is the system's doing, so a file that takes the reader over cannot give it back.  Where a system lacks one
of these, the others still hold.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys

#: Machine → number of its system call convention, and of socket, execve and execveat in it (linux/audit.h,
#: asm/unistd.h).
_CALLS = {
    "x86_64": (0xC000003E, (41, 59, 322)),
    "aarch64": (0xC00000B7, (198, 221, 281)),
    "riscv64": (0xC00000F3, (198, 221, 281)),
    "loongarch64": (0xC0000102, (198, 221, 281)),
}
_IO_URING_SETUP = 425  # could make sockets of its own
_X32 = 0x40000000  # the second set of numbers that x86 has
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13  # EACCES


def end_with(lifeline: int) -> None:
    """Have the system end this process when the other end of a pipe, on which nothing is ever written, is gone.

    A thread that waits for that could not act while a library that never returns holds the interpreter.
    """
    import fcntl
    import select
    import signal

    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    flags = fcntl.fcntl(lifeline, fcntl.F_GETFL)
    fcntl.fcntl(lifeline, fcntl.F_SETFL, flags | os.O_ASYNC | os.O_NONBLOCK)
    if select.select([lifeline], [], [], 0)[0]:
        os._exit(0)  # it was gone before


def widen(pipe: int) -> None:
    """Let a pipe hold a megabyte, so that both sides work at the same time; where it cannot, they wait more."""
    if sys.platform == "linux":
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, 1 << 20)


def limit_resources(memory_bytes: int) -> None:
    """Refuse memory far beyond the limit, which the program watches itself, and leave no image of it on the disk."""
    import resource

    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(ValueError, OSError):
        _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, hard))


def forbid_network() -> bool:
    """Refuse new sockets and other programs to this process and all threads it makes; return whether that holds."""
    found = _CALLS.get(os.uname().machine) if sys.platform == "linux" else None
    if found is None or ctypes.sizeof(ctypes.c_void_p) != 8:
        return False
    convention, calls = found
    refused = (*calls, _IO_URING_SETUP)
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 0, len(refused) + 3, convention), (_LOAD, 0, 0, 0)]
    steps.append((_AT_LEAST, len(refused) + 1, 0, _X32))
    steps += [(_EQUAL, len(refused) - at, 0, call) for at, call in enumerate(refused)]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    return _filter(steps)


def _filter(steps: list[tuple[int, int, int, int]]) -> bool:
    """Put a filter of system calls in force (linux/filter.h, seccomp(2))."""

    class Step(ctypes.Structure):
        _fields_ = [("code", ctypes.c_uint16), ("yes", ctypes.c_uint8), ("no", ctypes.c_uint8), ("k", ctypes.c_uint32)]

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_uint16), ("steps", ctypes.POINTER(Step))]

    program = Program(len(steps), (Step * len(steps))(*(Step(*step) for step in steps)))
    call = ctypes.CDLL(None, use_errno=True).prctl
    call.argtypes = [ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong]
    no_new_privileges, set_filter, by_program = 38, 22, 2
    if call(no_new_privileges, 1, None, 0, 0) != 0:
        return False
    return bool(call(set_filter, by_program, ctypes.cast(ctypes.pointer(program), ctypes.c_void_p), 0, 0) == 0)
