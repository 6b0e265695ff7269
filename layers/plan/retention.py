"""Which earlier versions are let go: grandfather, father, son, and a limit for all of them together.

Pure functions on anything with a generation and a time, so that every rule can be tested without a file.

The order is that of the generation, a counter.  The clock only says how old a version is, and a clock that was
wrong for a while must not cost versions: times never run backwards along the generations, and a version that
claims to come from the future is not thinned until the clock has passed it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar

#: The newest are kept whatever their time.
LAST = 5
#: One for each hour of a day, each day of two weeks, each week of three months (bucket width, span).
TIERS: tuple[tuple[timedelta, timedelta], ...] = (
    (timedelta(hours=1), timedelta(days=1)),
    (timedelta(days=1), timedelta(days=14)),
    (timedelta(days=7), timedelta(days=91)),
)
#: At most this many that claim to come from the future.
UNDATED = 50
#: No line of versions grows longer than this: a span that begins within a bucket touches one more.
MOST = LAST + UNDATED + sum(span // width + 1 for width, span in TIERS)

#: Buckets are counted from a Monday, so that weeks begin on one.
_EPOCH = datetime(1970, 1, 5, tzinfo=UTC)


class Dated(Protocol):
    """What the rules look at."""

    @property
    def generation(self) -> int:
        """A counter that only grows."""

    @property
    def when(self) -> datetime:
        """Clock time, with its time zone."""


class Sized(Dated, Protocol):
    """What the limit looks at besides."""

    @property
    def line(self) -> Hashable:
        """Versions of one plan in one place belong together."""

    @property
    def size_bytes(self) -> int:
        """Room taken."""


_D = TypeVar("_D", bound=Dated)
_S = TypeVar("_S", bound=Sized)


def to_drop(versions: Iterable[_D], now: datetime) -> list[_D]:
    """Return the versions of one plan that are no longer kept, the oldest first.

    Kept are the last five, the newest of each hour of the last day, of each day (UTC) of the last two weeks
    and of each week of the last three months.

    Notes
    -----
    Buckets lie on the calendar and nest: the newest of a week is the newest of its day and of its hour.  What a
    coarser rule will want is therefore never taken by a finer one, and dropping twice drops nothing more.
    """
    ordered = sorted(versions, key=lambda one: one.generation)
    kept = {one.generation for one in ordered[-LAST:]}
    times = _times(ordered, now)
    undated = [one.generation for one, time in zip(ordered, times, strict=True) if time is None]
    kept.update(undated[-UNDATED:])
    for width, span in TIERS:
        newest: dict[int, int] = {}
        for one, time in zip(ordered, times, strict=True):
            if time is not None and now - time < span:
                newest[(time - _EPOCH) // width] = one.generation
        kept.update(newest.values())
    return [one for one in ordered if one.generation not in kept]


def _times(ordered: Sequence[Dated], now: datetime) -> list[datetime | None]:
    """Return the time of each version, never earlier than that of one before it; None for one from the future."""
    times: list[datetime | None] = []
    latest: datetime | None = None
    for one in ordered:
        if one.when > now:
            times.append(None)
            continue
        latest = one.when if latest is None else max(latest, one.when)
        times.append(latest)
    return times


def over_limit(versions: Iterable[_S], limit_bytes: int) -> list[_S]:
    """Return what has to go so that all plans together take no more room than the limit.

    The oldest of the plan that takes most goes first; the newest of every plan stays, so very little room can
    still be exceeded.
    """
    lines: dict[Hashable, list[_S]] = defaultdict(list)
    for one in sorted(versions, key=lambda one: one.generation):
        lines[one.line].append(one)
    sizes = {line: sum(one.size_bytes for one in members) for line, members in lines.items()}
    dropped: list[_S] = []
    while sum(sizes.values()) > limit_bytes:
        fullest = max((line for line in lines if len(lines[line]) > 1), key=lambda line: sizes[line], default=None)
        if fullest is None:
            break
        oldest = lines[fullest].pop(0)
        sizes[fullest] -= oldest.size_bytes
        dropped.append(oldest)
    return dropped
