"""Chunks made in a second thread come in order, and none is lost when somebody gives up."""

from __future__ import annotations

import threading
import time

import pytest

from app.canvas.ahead import in_order


def test_what_is_made_ahead_comes_in_order():
    made = list(in_order(lambda i: (i, threading.current_thread().name), range(20), lambda i: False))
    assert [i for i, _ in made] == list(range(20))
    assert all(name.startswith("map-ahead") for _, name in made)


def test_what_is_there_already_needs_no_thread():
    made = list(in_order(lambda i: threading.current_thread().name, range(5), lambda i: True))
    assert set(made) == {threading.current_thread().name}


def test_giving_up_makes_no_more_than_a_few():
    begun = []

    def make(i: int) -> int:
        begun.append(i)
        time.sleep(0.01)
        return i

    rest = in_order(make, range(1000), lambda i: False)
    assert next(rest) == 0
    rest.close()
    time.sleep(0.1)
    assert len(begun) < 10


def test_an_error_reaches_who_asked():
    def make(i: int) -> int:
        if i == 2:
            raise ValueError("broken")
        return i

    rest = in_order(make, range(5), lambda i: False)
    assert [next(rest), next(rest)] == [0, 1]
    with pytest.raises(ValueError, match="broken"):
        next(rest)
