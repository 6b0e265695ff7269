"""The year of a plan, read from the store: the calendar, what must be confirmed, the evaluation.

Nothing is analysed anew: borders and zones are those of the stored analysis.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from layers.agreements.books import Book, records
from layers.agreements.gaps import GapReport, gap_report, is_inner
from layers.agreements.vocabulary import AgreementHazard
from layers.crs import metric_epsg, to_metric
from layers.kinds import Role
from layers.plan.schema import Table
from layers.progress import Progress, silent
from layers.year.confirming import tick_uid
from layers.year.evaluation import Evaluation, evaluate, judged_on
from layers.year.material import Tick, YearMaterial
from layers.year.settings import YearSettings

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.plan.store import PlanStore
    from layers.year.rolling import Rolled

#: A boundary marker stands on a line when it is no further from it, metres; as in the limits in words.
_ON_LINE_M = 200.0
TICK_COLUMNS = ("uid", "year", "subject", "said", "by", "day", "note")


def material_of(store: PlanStore, *, progress: Progress = silent) -> YearMaterial:
    """Return what the calendar of a plan is made from."""
    from layers.inventory.view import inventory_of
    from layers.sources.gazetteer import short_name
    from layers.workflow import county_names

    info = store.info()
    borders = store.borders()
    lengths: dict[str, float] = {}
    for pair, length in zip(borders["pair"].astype(str), borders["length_m"], strict=True):
        if is_inner(pair):
            lengths[pair] = lengths.get(pair, 0.0) + float(length)
    progress(0.2, "register")
    inventory = inventory_of(store)
    progress(0.8, "register")
    return YearMaterial(
        on=info.reference_date,
        title=info.title,
        plan=info.uid,
        counties={code: short_name(name) for code, name in county_names(store).items()},
        borders=lengths,
        books={book: tuple(records(store.book(book.table))) for book in Book},
        settings=YearSettings.from_dict(store.year_settings()),
        ticks=ticks_of(store.book(Table.YEAR_TICK)),
        marker_days=marker_days(store, borders),
        stock=inventory.rows,
        stale_days=inventory.settings.stale_days,
        hazards=tuple(inventory.hazards()),
    )


def evaluation_of(store: PlanStore, material: YearMaterial, year: int) -> Evaluation:
    """Return the evaluation of a year, with kilometres by state of agreement on the day it is judged."""
    return evaluate(material, year, _gaps(store, judged_on(material, year)))


def ticks_of(frame: pd.DataFrame) -> tuple[Tick, ...]:
    """Return confirmations as the plan keeps them."""
    return tuple(
        Tick(int(row["year"]), *(str(row[name] or "") for name in ("subject", "said", "by", "day", "note")))
        for row in records(frame)
    )


def tick_frame(ticks: Sequence[Tick]) -> pd.DataFrame:
    """Return confirmations as the plan stores them."""
    rows = [(tick_uid(one), one.year, one.subject, one.said, one.by, one.day, one.note) for one in ticks]
    return pd.DataFrame(rows, columns=list(TICK_COLUMNS), dtype=object)


def put_rolled(store: PlanStore, rolled: Rolled) -> None:
    """Write a new year into an open change."""
    for book, rows in rolled.books.items():
        store.put_book(book.table, rows)
    info = store.info()
    if (info.title, info.reference_date) != (rolled.title, rolled.on):
        store.set_info(title=rolled.title, reference_date=rolled.on)


def marker_days(store: PlanStore, borders: gpd.GeoDataFrame) -> dict[str, date]:
    """Return border → the oldest inspection among the boundary markers that stand on it.

    A border with a marker whose inspection is not known is absent: unknown is never fresh.
    """
    inner = borders[[is_inner(str(pair)) for pair in borders["pair"]]]
    if inner.empty:
        return {}
    found: dict[str, list[date | None]] = {}
    for layer in store.layers():
        if layer.role is not Role.BOUNDARY_MARKER or layer.shape.value in ("raster", "table"):
            continue
        frame = store.frame(layer.uid)
        days = frame["inspected"] if "inspected" in frame.columns else pd.Series(pd.NaT, index=frame.index)
        for place, pair in _pairs_near(frame, inner).items():
            day = pd.to_datetime(days.iloc[place], errors="coerce")
            found.setdefault(pair, []).append(None if pd.isna(day) else pd.Timestamp(day).date())
    return {pair: min(known) for pair, days in found.items() if (known := [d for d in days if d]) and all(days)}


def _pairs_near(markers: gpd.GeoDataFrame, borders: gpd.GeoDataFrame) -> Mapping[int, str]:
    """Return position of a marker → the border it stands on, nearest first; those that stand on none are absent."""
    epsg = metric_epsg(tuple(borders.total_bounds))
    points, lines = to_metric(markers, epsg).geometry.to_numpy(), to_metric(borders, epsg).geometry.to_numpy()
    is_there = ~(shapely.is_missing(points) | shapely.is_empty(points))
    places = np.flatnonzero(is_there)
    if not len(places):
        return {}
    at, line = shapely.STRtree(lines).query_nearest(points[places], max_distance=_ON_LINE_M, all_matches=False)
    pairs = borders["pair"].astype(str).to_numpy()
    return {int(places[one]): str(pairs[other]) for one, other in zip(at, line, strict=True)}


def _gaps(store: PlanStore, on: date) -> GapReport:
    from layers.register_workflow import forest_known

    frames: dict[str, Any] = {"agreements": store.agreements(), "drills": store.book(Book.DRILL.table)}
    return gap_report(
        frames["agreements"],
        frames["drills"],
        store.borders(),
        store.zones(),
        store.straddling(),
        hazard=AgreementHazard.FOREST.value,
        on=on,
        forest_known=forest_known(store),
    )
