"""Two and three counties with one agreement, made by hand so that every day can be worked out on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from layers.agreements.books import Book, normal, records
from layers.agreements.register import party
from layers.year import YearMaterial, YearSettings

A, B, C = "110116", "130826", "130824"
AB, AC, BC = "110116|130826", "110116|130824", "130824|130826"
NAMES = {A: "怀柔", B: "丰宁", C: "滦平"}
PLAIN = YearSettings(seasons=(), meetings=0, drills=0, patrols=0)


def rows(book: Book, *given: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """Return rows of a book as the plan stores them."""
    return tuple(records(normal(book, list(given))))


def agreement(**said: Any) -> dict[str, Any]:
    """Return a signed agreement of A and B on forest fire."""
    return {
        "uid": "agr",
        "name": "两县协议",
        "state": "signed",
        "parties": [party(A), party(B)],
        "hazards": ["natural", "forest"],
        "start": "2025-01-01",
        "end": "2027-12-31",
        **said,
    }


def material(on: date, *, settings: YearSettings = PLAIN, **books: Any) -> YearMaterial:
    """Return a plan of two counties; ``books`` by the value of their book."""
    return YearMaterial(
        on=on,
        title="怀柔–丰宁 2026 联防规划",
        counties={A: NAMES[A], B: NAMES[B]},
        borders={AB: 52_140.0},
        books={Book(name): rows(Book(name), *given) for name, given in books.items()},
        settings=settings,
    )


def with_books(given: YearMaterial, frames: Mapping[Book, Any]) -> YearMaterial:
    """Return a plan with books replaced, as rolling writes them."""
    return replace(given, books={**given.books, **{book: tuple(records(rows)) for book, rows in frames.items()}})
