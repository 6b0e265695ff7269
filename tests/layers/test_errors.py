"""Errors carry facts, and their sentences name the thing and the way out."""

from __future__ import annotations

import inspect

import pytest

from layers import errors


def _classes():
    return [
        value for _, value in inspect.getmembers(errors, inspect.isclass) if issubclass(value, errors.LianfangError)
    ]


def test_codes_are_unique():
    codes = [cls.code for cls in _classes()]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("cls", _classes(), ids=lambda cls: cls.__name__)
def test_a_missing_fact_stays_visible_instead_of_failing(cls):
    error = cls(path="x.shp")
    assert str(error)
    assert error.facts == {"path": "x.shp"}


def test_sentence_names_file_and_way_out():
    text = str(errors.EmptySource(path="woods.shp"))
    assert text.startswith("woods.shp:")
    assert "again" in text
