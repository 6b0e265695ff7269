from __future__ import annotations

import random

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from layers.sources.uids import content_uids, kept_uids


def wkb(count: int) -> np.ndarray:
    return np.asarray(shapely.to_wkb(shapely.points([[i * 0.01, 40] for i in range(count)])), dtype=object)


def test_same_content_same_uid_in_any_order() -> None:
    names, shapes = [f"村{i}" for i in range(20)], wkb(20)
    order = list(range(20))
    random.Random(4).shuffle(order)
    plain = dict(zip(names, content_uids("settlement", names, shapes), strict=True))
    mixed = dict(
        zip(
            [names[i] for i in order], content_uids("settlement", [names[i] for i in order], shapes[order]), strict=True
        )
    )
    assert plain == mixed


def test_role_name_and_shape_all_count() -> None:
    shapes = wkb(2)
    base = content_uids("depot", ["库"], shapes[:1])
    assert content_uids("team", ["库"], shapes[:1]) != base
    assert content_uids("depot", ["库2"], shapes[:1]) != base
    assert content_uids("depot", ["库"], shapes[1:]) != base


@given(st.integers(1, 50))
def test_exact_duplicates_stay_unique(count: int) -> None:
    shape = np.repeat(wkb(1), count)
    uids = content_uids("depot", ["库"] * count, shape)
    assert len(set(uids)) == count
    assert all(len(uid) == 16 and int(uid, 16) >= 0 for uid in uids)


def test_missing_geometry_is_content_too() -> None:
    assert len(set(content_uids("population", ["110116", "110228"], np.array([None, None], dtype=object)))) == 2


def test_uids_of_ours_are_kept_only_when_whole() -> None:
    ours = content_uids("depot", ["a", "b"], wkb(2))
    assert kept_uids(ours) == ours
    assert kept_uids([ours[0], ours[0]]) is None
    assert kept_uids([ours[0], None]) is None
    assert kept_uids(["1", "2"]) is None
    assert kept_uids([]) is None
