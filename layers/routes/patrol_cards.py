"""Patrol cards (巡护卡): a page for each route that a patrol carries, with what its phone reads from a QR code."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import shapely

from layers.crs import STORAGE_CRS, transform
from layers.export.document import AnnexDocument, Block, Column, Heading, PageBreak, Paragraph, Picture, Table, Tone
from layers.routes.rules import PatrolRules
from layers.routes.study import PatrolStudy, Route

#: Slots of the pictures: the map and the code of the route in this place.
MAP, CODE = "route_map_{at}", "route_code_{at}"
MAP_HEIGHT_MM, CODE_HEIGHT_MM = 78.0, 28.0
#: Corners of a route in its code at most: more would make it too fine for an old phone.
_MOST_CORNERS = 16


def code_text(route: Route, epsg: int, name: str) -> str:
    """Return what the QR code of a route says: its name, and corners as ``latitude,longitude``, a line each.

    Plain text any phone shows without a network; corners are those that matter most (Douglas & Peucker 1973), at most
    :data:`_MOST_CORNERS`, to 0.00001° (1 m), CGCS2000.
    """
    line = route.line
    tolerance = 5.0
    while len(line.coords) > _MOST_CORNERS and tolerance < 1e6:
        line = route.line.simplify(tolerance, preserve_topology=False)
        tolerance *= 1.6
    places = shapely.get_coordinates(transform(line, f"EPSG:{epsg}", STORAGE_CRS))
    return "\n".join([name, *(f"{lat:.5f},{lon:.5f}" for lon, lat in places.tolist())])


def patrol_cards(
    found: PatrolStudy,
    names: Mapping[str, str],
    contacts: Sequence[Mapping[str, Any]],
    words: Mapping[str, str],
    *,
    rules: PatrolRules,
    plan_title: str,
    reference_date: date,
    language: str,
    is_sample: bool = False,
) -> AnnexDocument:
    """Return a card for each route, a page each.

    Parameters
    ----------
    found : PatrolStudy
    names : county code → name
    contacts : sequence of rows
        Whom to call: ``county``, ``body``, ``name``, ``duty``, ``callsign``.  Telephone numbers are left out: a card
        gets lost.
    words : code → words, the table ``patrols`` of the templates
    rules : PatrolRules
        The level in force and how often that means.
    plan_title : str
    reference_date : date
    language : {"zh_CN", "en"}
    is_sample : bool
    """
    blocks: list[Block] = []
    for at, route in enumerate(found.routes):
        if at:
            blocks.append(PageBreak())
        blocks += _card(found, at, route, names, contacts, words, rules)
    if not found.routes:
        blocks.append(Paragraph(words["no_routes"]))
    return AnnexDocument(
        title=words["cards_title"].format(plan=plan_title),
        subject=plan_title,
        header=words["cards_title"].format(plan=plan_title),
        footer=words["sample_note"] if is_sample else words["cards_note"],
        page_text=words["page"],
        author="",
        language=language,
        reference_date=reference_date,
        blocks=tuple(blocks),
    )


def _card(
    found: PatrolStudy,
    at: int,
    route: Route,
    names: Mapping[str, str],
    contacts: Sequence[Mapping[str, Any]],
    words: Mapping[str, str],
    rules: PatrolRules,
) -> list[Block]:
    figures, rule = route.figures, rules.by_level[rules.level]
    name = route.name or words["nameless"]
    drive = words["not_driven"] if math.isnan(figures.drive_min) else f"{figures.drive_min:.0f} min"
    facts = [
        (words["team"], route.team or words["nobody"]),
        (words["length_km"], f"{figures.length_m / 1000.0:.2f}"),
        (words["walk"], words["walk_of"].format(there=f"{figures.foot_min:.0f}", back=f"{figures.foot_back_min:.0f}")),
        (words["by_vehicle"], drive),
        (words["level"], words[f"level_{rules.level.value}"]),
        (words["rounds_per_week"], f"{rule.rounds_per_week:g}"),
        (words["contact_hours"], f"{rule.contact_hours:g}"),
    ]
    if rule.forward:
        facts.append((words["forward"], words["yes"]))
    columns = (Column("", 1.0), Column("", 2.0))
    blocks: list[Block] = [
        Heading(name),
        Table(columns, tuple(facts), has_headings=False),
        Picture(MAP.format(at=at), words["map_caption"].format(name=name), words["no_picture"], False, MAP_HEIGHT_MM),
        Paragraph(words["map_caption"].format(name=name), Tone.NOTE),
        *_handovers(found, route, words),
        *_whom_to_call(found, route, names, contacts, words),
        Picture(CODE.format(at=at), words["code_caption"], words["no_picture"], False, CODE_HEIGHT_MM),
        Paragraph(words["code_caption"], Tone.NOTE),
        Paragraph(words["signed"], Tone.BODY),
    ]
    return blocks


def _handovers(found: PatrolStudy, route: Route, words: Mapping[str, str]) -> list[Block]:
    if not route.figures.handovers:
        return []
    points = np.array([shapely.Point(one.x_m, one.y_m) for one in route.figures.handovers], dtype=object)
    places = transform(points, f"EPSG:{found.epsg}", STORAGE_CRS)
    rows = tuple(
        (
            one.name or words["crossing"],
            f"{one.along_m / 1000.0:.1f}",
            f"{place.y:.5f}",
            f"{place.x:.5f}",
        )
        for one, place in zip(route.figures.handovers, places, strict=True)
    )
    heads = (words["handovers"], words["at_km"], words["lat"], words["lon"])
    return [Table(tuple(Column(head, 2.0 if not at else 1.0) for at, head in enumerate(heads)), rows)]


def _whom_to_call(
    found: PatrolStudy,
    route: Route,
    names: Mapping[str, str],
    contacts: Sequence[Mapping[str, Any]],
    words: Mapping[str, str],
) -> list[Block]:
    """Return the contacts of the counties a route passes."""
    inside = shapely.intersects(found.counties.geometry.to_numpy(), route.line)
    codes = {code for code, passes in zip(found.codes, inside.tolist(), strict=True) if passes}
    rows = tuple(
        (
            names.get(str(one.get("county", "")), str(one.get("county", ""))),
            _said(one, "body"),
            " ".join(text for text in (_said(one, "name"), _said(one, "duty")) if text),
            _said(one, "callsign"),
        )
        for one in contacts
        if str(one.get("county", "")) in codes
    )
    if not rows:
        return []
    heads = (words["county"], words["body"], words["whom"], words["callsign"])
    return [Table(tuple(Column(head, 1.5 if at in (1, 2) else 1.0) for at, head in enumerate(heads)), rows)]


def _said(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""
