"""Cycles are collected in the window's thread, whoever made them."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest

from app.collector import Collector, collect_what_is_due


class Link:
    """One end of a cycle."""

    def __init__(self, ended_in: list[str]) -> None:
        self.own = self
        self.ended_in = ended_in

    def __del__(self) -> None:
        self.ended_in.append(threading.current_thread().name)


@pytest.fixture
def collector(qapp):
    made = Collector()
    yield made
    made.stop()
    gc.disable()  # as the tests have it


def make(ended_in: list[str], count: int) -> None:
    for _ in range(count):
        Link(ended_in)


def test_a_worker_never_collects(collector, qtbot):
    assert not gc.isenabled()
    ended_in: list[str] = []
    worker = threading.Thread(target=make, args=(ended_in, 3000), name="worker")
    worker.start()
    worker.join()
    assert ended_in == []

    def is_collected() -> bool:
        kept.append([[] for _ in range(2000)])  # Python counts what is freed against what is made: make it due
        return len(ended_in) == 3000

    kept: list[object] = []
    qtbot.waitUntil(is_collected, timeout=5000)
    assert set(ended_in) == {threading.current_thread().name}


def test_little_garbage_waits(qapp):
    gc.collect()
    ended_in: list[str] = []
    make(ended_in, 3)
    collect_what_is_due()
    assert ended_in == []
    gc.collect()
    assert len(ended_in) == 3


def test_stopping_gives_collecting_back(qapp):
    collector = Collector()
    gone = weakref.ref(collector)
    collector.stop()
    assert gc.isenabled() and gone() is not None
    gc.disable()
