"""Freed memory goes back to the system, also from between what lives on."""

from __future__ import annotations

import subprocess
import sys

import pytest

from app import memory

_PROGRAM = """
import ctypes
from pathlib import Path
from app import memory

assert memory.keep_tidy()
c = ctypes.CDLL(None)
c.malloc.restype = ctypes.c_void_p
c.free.argtypes = [ctypes.c_void_p]

def resident_mb():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6

pieces = []
for place in range(4000):  # small enough to come from the heap, and every hundredth lives on
    pieces.append(c.malloc(20_000))
    ctypes.memset(ctypes.c_void_p(pieces[-1]), 1, 20_000)
for place, piece in enumerate(pieces):
    if place % 100 != 99:
        c.free(piece)
held = resident_mb()
assert memory.give_back()
print(held, resident_mb())
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the allocator of glibc is asked")
def test_pages_between_what_lives_on_go_back():
    answer = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True)
    held, left = map(float, answer.stdout.split())
    assert held - left > 60.0  # of 80 MB that were freed


def test_another_c_library_is_left_alone(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    assert not memory.keep_tidy() and not memory.give_back()
