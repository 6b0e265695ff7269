"""What holds of every merge: disjoint edits commute, twice is once, nothing confirmed is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.errors import UndecidedDifferences
from layers.exchange.cells import is_same, list_of_both
from layers.exchange.comparing import compare
from layers.exchange.model import Choice, Merged, Rows, State
from layers.exchange.numbering import free_numbers, woven
from layers.exchange.resolving import decide_all, resolve, undecided
from layers.exchange.state import columns_of
from layers.plan.geometry_blob import encode
from layers.plan.schema import Table

TABLE = str(Table.AGREEMENT)
COLUMNS = columns_of(Table.AGREEMENT)[:6]
NAMES = [column.name for column in COLUMNS]
VALUES = st.sampled_from(["", "甲", "乙", "丙"])
ROWS = st.dictionaries(st.sampled_from("abcde"), st.tuples(*[VALUES] * len(COLUMNS)), max_size=5)


def state(rows: dict[str, tuple[Any, ...]]) -> State:
    return State({TABLE: Rows(TABLE, COLUMNS, rows)})


def rows_of(one: State) -> dict[str, tuple[Any, ...]]:
    return dict(one.table(TABLE).rows)


def applied(one: State, merged: Merged) -> State:
    """What a plan says after a take-in, worked out the simplest way."""
    tables = dict(one.tables)
    for table, writes in merged.tables.items():
        names = [column.name for column in tables[table].columns]
        rows = {uid: row for uid, row in tables[table].rows.items() if uid not in writes.removed}
        for uid, values in writes.put.items():
            before = dict(zip(names, rows.get(uid, (None,) * len(names)), strict=True))
            rows[uid] = tuple({**before, **values}.values())
        tables[table] = replace(tables[table], rows=rows)
    return State(tables)


def merged(base: State, ours: State, theirs: State, conflicts: Choice | None = None) -> State:
    found = compare(base, ours, theirs)
    return applied(ours, resolve(found, decide_all(found, conflicts)))


@st.composite
def disjoint(draw: st.DrawFn) -> tuple[State, State, State]:
    """A plan, and two others in which no field, and no row that was removed or added, is touched by both."""
    base = draw(ROWS)
    ours, theirs = dict(base), dict(base)
    for uid, row in base.items():
        fate = draw(st.sampled_from(["keep", "ours removes", "theirs removes", "edit"]))
        if fate == "ours removes":
            del ours[uid]
        elif fate == "theirs removes":
            del theirs[uid]
        elif fate == "edit":
            mine, other = list(row), list(row)
            for place in range(len(COLUMNS)):
                side = draw(st.sampled_from([None, mine, other]))
                if side is not None:
                    side[place] = draw(VALUES)
            ours[uid], theirs[uid] = tuple(mine), tuple(other)
    for side, names in ((ours, "uvw"), (theirs, "xyz")):
        side.update(draw(st.dictionaries(st.sampled_from(names), st.tuples(*[VALUES] * len(COLUMNS)), max_size=2)))
    return state(base), state(ours), state(theirs)


@settings(max_examples=150, deadline=None)
@given(disjoint())
def test_merging_disjoint_edits_commutes_and_asks_nothing(three: tuple[State, State, State]) -> None:
    base, ours, theirs = three
    assert compare(base, ours, theirs).conflicts == ()
    assert rows_of(merged(base, ours, theirs)) == rows_of(merged(base, theirs, ours))


@settings(max_examples=150, deadline=None)
@given(ROWS, ROWS, ROWS, st.sampled_from([Choice.OURS, Choice.THEIRS]))
def test_taking_in_twice_is_taking_in_once(base: Any, ours: Any, theirs: Any, conflicts: Choice) -> None:
    once = merged(state(base), state(ours), state(theirs), conflicts)
    again = compare(state(theirs), once, state(theirs))  # theirs is known now: it is the ancestor
    assert again.differences == ()
    assert rows_of(merged(state(theirs), once, state(theirs))) == rows_of(once)


@settings(max_examples=200, deadline=None)
@given(ROWS, ROWS, ROWS)
def test_nothing_confirmed_is_lost(base: Any, ours: Any, theirs: Any) -> None:
    found = compare(state(base), state(ours), state(theirs))
    if found.conflicts:
        with pytest.raises(UndecidedDifferences):
            resolve(found, decide_all(found))
    for choice, winner in ((Choice.OURS, ours), (Choice.THEIRS, theirs)):
        after = rows_of(applied(state(ours), resolve(found, decide_all(found, choice))))
        for uid in {*base, *ours, *theirs}:
            b, o, t = base.get(uid), ours.get(uid), theirs.get(uid)
            if o == t:
                assert after.get(uid) == o
            elif o == b:
                assert after.get(uid) == t  # only they did something
            elif t == b:
                assert after.get(uid) == o  # only we did something
            elif o is None or t is None:
                assert after.get(uid) == winner.get(uid)
            else:
                before = (None,) * len(COLUMNS) if b is None else b
                for place, (x, y, z) in enumerate(zip(before, o, t, strict=True)):
                    expected = z if y == x or (b is None and not y) else y
                    if y != x and z != x and y != z and (b is not None or (y and z)):
                        expected = winner[uid][place]
                    assert after[uid][place] == expected


@settings(max_examples=100, deadline=None)
@given(ROWS, ROWS, ROWS)
def test_both_who_accept_all_say_the_same(base: Any, ours: Any, theirs: Any) -> None:
    first = merged(state(base), state(ours), state(theirs), Choice.OURS)
    second = merged(state(theirs), state(theirs), first)  # it goes back, and is accepted
    assert rows_of(second) == rows_of(first)


@settings(max_examples=100, deadline=None)
@given(ROWS, ROWS, ROWS)
def test_what_is_left_for_later_changes_nothing(base: Any, ours: Any, theirs: Any) -> None:
    found = compare(state(base), state(ours), state(theirs))
    decided = decide_all(found, Choice.LATER)
    assert undecided(found, decided) == ()
    for one in found.conflicts:
        fields = {field.name for field in one.fields if field.is_conflict}
        after = rows_of(applied(state(ours), resolve(found, decided)))
        if one.uid in ours and fields:
            assert all(after[one.uid][NAMES.index(name)] == ours[one.uid][NAMES.index(name)] for name in fields)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 9), max_size=6), st.lists(st.integers(0, 9)), st.lists(st.integers(0, 9)))
def test_lists_of_both_commute_on_what_was_added(base: list[int], ours: list[int], theirs: list[int]) -> None:
    both = list_of_both(base, ours, theirs)
    assert both == list_of_both(base, theirs, ours)
    assert set(ours) - set(base) <= set(both)
    assert not set(both) & (set(base) - set(ours))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 4), min_size=1), st.data())
def test_every_area_gets_a_number_of_its_own(numbers: dict[str, int], data: st.DataObject) -> None:
    old = data.draw(st.sets(st.sampled_from(sorted(numbers)), max_size=len(numbers)))
    found = {**numbers, **free_numbers(numbers, old, set(numbers))}
    assert len(set(found.values())) == len(found)
    assert set(found.values()) >= set(numbers.values())


@settings(max_examples=60, deadline=None)
@given(st.permutations("abc"), st.data())
def test_orders_are_woven_alike_on_both_sides(common: list[str], data: st.DataObject) -> None:
    def with_new(names: str) -> list[str]:
        side = list(common)
        for name in names:
            side.insert(data.draw(st.integers(0, len(side))), name)
        return side

    ours, theirs = with_new("uv"), with_new("xy")
    assert woven(ours, theirs) == woven(theirs, ours)
    assert set(woven(ours, theirs)) == {*ours, *theirs}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 7), st.booleans(), st.integers(-4, 4))
def test_a_ring_is_the_same_wherever_it_begins(start: int, is_turned: bool, jitter: int) -> None:
    column = columns_of(Table.PATROL_AREA)[0]
    corners = [
        (116 + 0.01 * x, 40 + 0.01 * y) for x, y in [(0, 0), (2, 0), (4, 1), (4, 3), (3, 4), (2, 4), (1, 3), (0, 2)]
    ]
    turned = corners[start:] + corners[:start]
    turned = [(x + jitter * 1e-11, y) for x, y in (turned[::-1] if is_turned else turned)]
    one, other = encode([shapely.Polygon(corners), shapely.Polygon(turned)])
    assert is_same(column, one, other)
