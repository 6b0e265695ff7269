"""Breaks of classes: worked out by hand, against a published example, against every other way to cut."""

from itertools import combinations

import numpy as np
import pytest

from layers.styling.classify import MOST_VALUES, Method, classes_of, cleaned_breaks, inner_breaks

#: Employees per square kilometre in the counties of California: the example of PySAL's mapclassify (BSD-3-Clause).
EMPLOYMENT = [
    329.92,
    0.42,
    5.9,
    14.03,
    2.78,
    1.34,
    181.27,
    1.65,
    10.03,
    16.7,
    1.32,
    3.99,
    3.16,
    0.22,
    8.7,
    6.56,
    3.27,
    0.33,
    370.5,
    4.51,
    75.29,
    0.99,
    2.74,
    8.68,
    0.14,
    0.92,
    12.63,
    28.7,
    12.02,
    722.85,
    36.68,
    0.74,
    29.82,
    192.05,
    3.38,
    11.15,
    110.74,
    4111.45,
    49.47,
    10.33,
    317.11,
    20.47,
    264.93,
    66.26,
    5.39,
    0.13,
    0.61,
    50.65,
    40.48,
    36.67,
    13.09,
    1.81,
    0.2,
    7.6,
    2.51,
    57.26,
    24.32,
    6.97,
]


def breaks(values, method, count):
    return inner_breaks(np.asarray(values, dtype=float), method, count)


def spread(values, ends):
    """The sum of squares within classes."""
    values = np.sort(np.asarray(values, dtype=float))
    groups = np.split(values, np.searchsorted(values, ends, side="right"))
    return sum(((group - group.mean()) ** 2).sum() for group in groups if len(group))


def test_equal_intervals_by_hand():
    assert breaks([0, 1, 3, 9, 10], Method.EQUAL, 5) == (2.0, 4.0, 6.0, 8.0)


def test_quantiles_hold_as_many_each_by_hand():
    assert breaks(range(1, 13), Method.QUANTILE, 4) == (3.0, 6.0, 9.0)
    assert breaks([1, 1, 1, 1, 2, 9], Method.QUANTILE, 3) == (1.0,), "a break twice is one"


def test_natural_breaks_by_hand():
    assert breaks([1, 2, 3, 20, 21, 22, 50, 51], Method.NATURAL, 3) == (3.0, 22.0)


def test_natural_breaks_of_the_published_example():
    # mapclassify's documentation, FisherJenks, k = 5.
    assert breaks(EMPLOYMENT, Method.NATURAL, 5) == (75.29, 192.05, 370.5, 722.85)
    counts = np.bincount(classes_of(np.array(EMPLOYMENT), (75.29, 192.05, 370.5, 722.85)))
    assert counts.tolist() == [49, 3, 4, 1, 1]


@pytest.mark.parametrize("seed", range(12))
def test_no_other_cut_has_less_spread(seed):
    random = np.random.default_rng(seed)
    values = np.round(random.lognormal(size=13) * 10, 1)
    for count in (2, 3, 4):
        found = breaks(values, Method.NATURAL, count)
        others = combinations(np.unique(values)[:-1], count - 1)
        assert spread(values, found) == pytest.approx(min(spread(values, other) for other in others), abs=1e-9)


def test_large_numbers_that_differ_little_are_still_cut_right():
    assert breaks(1e9 + np.array([0, 1, 2, 100, 101, 102]), Method.NATURAL, 2) == (1e9 + 2,)


def test_many_values_are_gathered_and_cut_nearly_as_well():
    values = np.random.default_rng(3).lognormal(size=5 * MOST_VALUES)
    found = breaks(values, Method.NATURAL, 5)
    assert len(found) == 4 and set(found) <= set(values.tolist())
    exact = breaks(np.sort(values)[::5], Method.NATURAL, 5)
    assert spread(values, found) <= spread(values, exact) * 1.001


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("values", [[], [np.nan], [np.inf, 5.0], [7.0, 7.0, 7.0]])
def test_too_few_values_have_no_breaks(values, method):
    assert breaks(values, method, 5) == ()


@pytest.mark.parametrize("method", Method)
def test_every_known_value_has_one_class_and_unknown_has_none(method):
    values = np.array([3.0, np.nan, -2.0, 8.0, np.inf, 8.0, 0.0, 5.5])
    ends = inner_breaks(values, method, 3)
    found = classes_of(values, ends)
    assert (found[[1, 4]] == -1).all() and (np.delete(found, [1, 4]) >= 0).all()
    assert found.max() == len(ends), "the highest class is not empty"
    for number in range(len(ends) + 1):
        assert (found == number).any()


def test_a_value_on_a_break_is_below_it():
    assert classes_of(np.array([1.0, 2.0, 2.1]), (2.0,)).tolist() == [0, 0, 1]


def test_typed_breaks_are_put_in_order():
    assert cleaned_breaks([5, 1, np.nan, 5, 3]) == (1.0, 3.0, 5.0)
