"""Objects do not wait for each other while one of them works a value out."""

from __future__ import annotations

import threading

from app.canvas.lazy import lazy


class Slow:
    made = 0

    def __init__(self, gate: threading.Event | None = None) -> None:
        self.gate = gate

    @lazy
    def value(self) -> int:
        """What it is worth."""
        type(self).made += 1
        if self.gate is not None:
            assert self.gate.wait(10.0)
        return 42


def test_the_work_is_done_once():
    Slow.made = 0
    one = Slow()
    assert (one.value, one.value, Slow.made) == (42, 42, 1)
    assert Slow.value.__doc__ == "What it is worth."


def test_one_object_does_not_hold_another_up():
    gate = threading.Event()
    busy, free = Slow(gate), Slow()
    thread = threading.Thread(target=lambda: busy.value, daemon=True)
    thread.start()
    assert free.value == 42
    assert "value" not in vars(busy), "still at work"
    gate.set()
    thread.join(10.0)
    assert vars(busy)["value"] == 42
