"""What is wanted next is made in a second thread while what is there is drawn.

Drawing holds the interpreter's lock, simplifying and projecting do not: two cores share the work.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from itertools import islice
from typing import TypeVar

#: How many are under way: enough to keep the thread busy, few enough that giving up costs little.
_DEPTH = 3

T = TypeVar("T")


def in_order(make: Callable[[int], T], wanted: Sequence[int], is_made: Callable[[int], bool]) -> Iterator[T]:
    """Yield ``make(i)`` for each wanted number; what ``is_made`` is not worth a thread."""
    if len(wanted) < 2 or all(map(is_made, wanted)):
        yield from map(make, wanted)
        return
    rest = iter(wanted)
    pending: deque[Future[T]] = deque(_thread().submit(make, number) for number in islice(rest, _DEPTH))
    try:
        while pending:
            made = pending.popleft().result()
            pending.extend(_thread().submit(make, number) for number in islice(rest, 1))
            yield made
    finally:
        for future in pending:
            future.cancel()


@lru_cache(maxsize=1)
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="map-ahead")
