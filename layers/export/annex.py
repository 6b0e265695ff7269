"""The annex of a joint-patrol area (联防区附件), composed once for every format."""

from __future__ import annotations

from collections.abc import Callable

import shapely

from layers.export import annex_tables as tables
from layers.export import slivers as sliver_tables
from layers.export.cells import date_text
from layers.export.coordinates import CoordinateTable, format_dms, printed_row
from layers.export.document import Align, AnnexDocument, Block, Column, Heading, Paragraph, Picture, Table, Tone
from layers.export.exposure_tables import exposed
from layers.export.figures import hectares_text, mu_text
from layers.export.job import ExportJob

_COMPASS = ("east", "south", "west", "north")


def compose(job: ExportJob) -> AnnexDocument:
    """Return the annex of a patrol area in the job's language.

    Parameters
    ----------
    job : ExportJob

    Returns
    -------
    AnnexDocument
        Map plate, description with 四至, area by county, coordinate table, zones, responsibilities, villages, what is
        exposed, depots, contacts, agreements, missing data, sources, parameters, methods and statement, signatures.
    """
    words = job.words
    stamp = job.declared
    blocks: list[Block] = []
    for section in _SECTIONS:
        blocks.extend(section(job))
    return AnnexDocument(
        title=words.text("document.title", area=job.area_name),
        subject=words.text("document.subtitle", plan=job.plan_title),
        header=words.text("document.header", area=job.area_name, classification=stamp.classification),
        footer=words["punctuation.sentence_gap"].join(job.legal_lines()),
        page_text=words["document.page"],
        author=stamp.maker,
        language=words.language,
        reference_date=job.reference_date,
        blocks=tuple(blocks),
    )


def _front(job: ExportJob) -> list[Block]:
    words, stamp = job.words, job.declared
    rows = [
        (words["stamp.purpose"], stamp.purpose),
        (words["stamp.classification"], stamp.classification),
        (words["stamp.review_number"], stamp.review_number),
        (words["stamp.reference_date"], date_text(job.reference_date, words)),
        (words["stamp.maker"], stamp.maker),
        (words["stamp.data"], words["legal.sample_note"] if job.is_sample else words["legal.real_data"]),
    ]
    blocks: list[Block] = [Paragraph(words.text("document.title", area=job.area_name), Tone.TITLE)]
    if job.plan_title:
        blocks.append(Paragraph(words.text("document.subtitle", plan=job.plan_title), Tone.SUBTITLE))
    blocks.append(Paragraph(words["punctuation.sentence_gap"].join(job.legal_lines()), Tone.LEGAL))
    columns = (Column(words["column.item"], 1.0), Column(words["column.value"], 4.0))
    blocks.append(Table(columns, tuple(rows), key="stamp", has_headings=False))
    return blocks


def _description(job: ExportJob) -> list[Block]:
    words, report, figures = job.words, job.report, job.figures
    names = [share.name for share in report.shares]
    key = ("text.description_none", "text.description_one", "text.description")[min(len(names), 2)]
    text = words.text(
        key,
        area=job.area_name,
        counties=words.join(names),
        area_ha=hectares_text(figures.total_m2),
        area_mu=mu_text(figures.total_m2),
        perimeter_km=f"{job.coordinates.perimeter_m / 1000:.3f}",
        points=job.coordinates.corner_count,
    )
    columns = (
        Column(words["column.side"], 0.8, Align.CENTRE),
        Column(words["column.point"], 0.8, Align.CENTRE),
        Column(words["column.lies_in"], 2.0, Align.CENTRE),
        Column(words["column.longitude"], 1.8, Align.CENTRE),
        Column(words["column.latitude"], 1.8, Align.CENTRE),
    )
    rows = []
    for side in _COMPASS:
        longitude, latitude = report.corners[side]
        point, county = _corner(job, side)
        dms = format_dms(longitude, axis="lon"), format_dms(latitude, axis="lat")
        rows.append((words[f"direction.{side}"], point, county, *dms))
    blocks: list[Block] = [Heading(words["heading.description"]), Paragraph(text), Paragraph(_corner_sentence(job))]
    if job.note:
        blocks.append(Paragraph(words.text("text.note", note=job.note)))
    blocks += [Table(columns, tuple(rows), key="corners"), Paragraph(words["text.corners_note"], Tone.NOTE)]
    return blocks


def _corner(job: ExportJob, side: str) -> tuple[str, str]:
    """Return the number of an outermost point and the county it lies in, "" outside every county."""
    longitude, latitude = job.report.corners[side]
    nearest = min(
        job.coordinates.points,
        key=lambda point: (point.longitude_deg - longitude) ** 2 + (point.latitude_deg - latitude) ** 2,
    )
    inside = job.counties[shapely.intersects(job.counties.geometry.values, shapely.Point(longitude, latitude))]
    # On a shared line the lowest code, as for everything that is counted once.
    return nearest.label, job.county_name(min(inside["code"].astype(str))) if len(inside) else ""


def _corner_sentence(job: ExportJob) -> str:
    limits = {}
    for side in _COMPASS:
        longitude, latitude = job.report.corners[side]
        point, county = _corner(job, side)
        value = format_dms(longitude, axis="lon") if side in ("east", "west") else format_dms(latitude, axis="lat")
        key = "text.corner" if county else "text.corner_outside"
        limits[side] = job.words.text(key, point=point, county=county, value=value)
    return job.words.text("text.corners", **limits)


def _map(job: ExportJob) -> list[Block]:
    words = job.words
    caption = words.text("text.plate_caption", area=job.area_name)
    return [Heading(words["heading.map"]), Picture("plate", caption, words["text.plate_missing"])]


def _counties(job: ExportJob) -> list[Block]:
    words, figures = job.words, job.figures
    columns = (
        Column(words["column.county"], 2.4),
        Column(words["column.code"], 1.2, Align.CENTRE),
        Column(words["column.area_ha"], 1.6, Align.RIGHT),
        Column(words["column.area_mu"], 1.6, Align.RIGHT),
        Column(words["column.share"], 1.1, Align.RIGHT),
    )
    rows = [
        (part.name or words["text.outside"], part.county, hectares_text(part.m2), mu_text(part.m2), part.share_text)
        for part in figures.parts
    ]
    rows.append((words["text.total"], "", hectares_text(figures.total_m2), mu_text(figures.total_m2), "100.00"))
    return [
        Heading(words["heading.counties"]),
        Table(columns, tuple(rows), key="counties", has_total=True),
        Paragraph(words["text.counties_note"], Tone.NOTE),
        *tables.townships(job),
    ]


def _coordinates(job: ExportJob) -> list[Block]:
    words, table = job.words, job.coordinates
    columns = (
        Column(words["column.point"], 0.75, Align.CENTRE),
        Column(words["column.ring"], 0.7, Align.CENTRE),
        Column(words["column.longitude"], 1.75, Align.CENTRE),
        Column(words["column.latitude"], 1.7, Align.CENTRE),
        Column(words["column.x_north"], 1.4, Align.RIGHT),
        Column(words["column.y_east"], 1.5, Align.RIGHT),
        Column(words["column.side_m"], 1.1, Align.RIGHT),
        Column(words["column.azimuth"], 1.25, Align.RIGHT),
    )
    rows = tuple(printed_row(point, words["text.hole"]) for point in table.points)
    return [
        Heading(words["heading.coordinates"]),
        *(Paragraph(text, tone) for text, tone in coordinate_notes(job)),
        Table(columns, rows, key="coordinates", is_small=True),
        Paragraph(closing_text(job), Tone.NOTE if table.check.passes else Tone.WARNING),
    ]


def coordinate_notes(job: ExportJob) -> list[tuple[str, Tone]]:
    """Return what must stand beside a coordinate table: CRS, numbering, methods, area, a warning if any."""
    words, table, figures = job.words, job.coordinates, job.figures
    numbering = "text.start" if table.rings > 1 else "text.start_simple"
    notes = [
        (words.text("text.crs", zone=table.zone, meridian=table.central_meridian_deg, epsg=table.epsg), Tone.BODY),
        (f"{words[numbering]}{words['punctuation.after_sentence']}{words['text.sides']}", Tone.BODY),
        (
            words.text(
                "text.area_line",
                area_m2=figures.total_m2,
                area_ha=hectares_text(figures.total_m2),
                area_mu=mu_text(figures.total_m2),
                perimeter_m=f"{table.perimeter_m:.2f}",
            ),
            Tone.BODY,
        ),
    ]
    if table.crossed_deg:
        notes.append((_zone_warning(job, table), Tone.WARNING))
    return notes


def _zone_warning(job: ExportJob, table: CoordinateTable) -> str:
    words = job.words
    choices = [
        words.text("text.zone_choice", width=c.width_deg, meridian=c.central_meridian_deg, ppm=f"{c.area_ppm:+.0f}")
        for c in table.choices
    ]
    edges = [f"{edge:.1f}°E" for edge in table.crossed_deg]
    return words.text("text.zone_crossed", edges=words.join(edges), choices=words.join(choices))


def closing_text(job: ExportJob) -> str:
    """Return the sentence of the closing check."""
    check = job.coordinates.check
    return job.words.text(
        "text.check_ok" if check.passes else "text.check_bad",
        dx=f"{abs(check.misclosure_x_m):.2f}",
        dy=f"{abs(check.misclosure_y_m):.2f}",
        shift_mm=f"{check.largest_shift_m * 1000:.0f}",
        darea=f"{check.area_difference_m2:.0f}".replace("-0", "0"),
    )


def _statement(job: ExportJob) -> list[Block]:
    words = job.words
    blocks: list[Block] = [Heading(words["heading.statement"])]
    for key in ("area", "edges", "distance", "reach", "unknown", "reproduce"):
        blocks.append(Paragraph(words[f"text.method_{key}"]))
    blocks += [Paragraph(told) for told in job.proof_sentences()]
    stamp = job.declared
    reviewed = words.text("text.published", review_number=stamp.review_number)
    blocks.append(Paragraph(reviewed if job.stamp.is_reviewed else words["text.publish"]))
    blocks.append(Paragraph(words["punctuation.sentence_gap"].join(job.legal_lines()), Tone.LEGAL))
    return blocks


def _signatures(job: ExportJob) -> list[Block]:
    words = job.words
    columns = (
        Column(words["column.party"], 2.0),
        Column(words["column.signature"], 2.4),
        Column(words["column.signed_on"], 1.2),
    )
    # Room for a pen: an empty text keeps the row, the line breaks give it height.
    rows = tuple((share.name, "\n\n", "") for share in job.report.shares)
    if not rows:
        return []
    return [
        Heading(words["heading.signatures"]),
        Paragraph(words["text.signatures_note"]),
        *_signed_under(job),
        Table(columns, rows, key="signatures"),
    ]


def _signed_under(job: ExportJob) -> list[Block]:
    """Return which version is signed below, by number and hash, so that signatures stand for one content."""
    if job.version is None:
        return []
    told = job.words.text("version.signed_under", number=job.version.number, short=job.version.short)
    return [Paragraph(told, Tone.NOTE)]


_SECTIONS: tuple[Callable[[ExportJob], list[Block]], ...] = (
    _front,
    _description,
    _counties,
    _map,
    _coordinates,
    tables.zones,
    tables.responsibility,
    tables.villages,
    exposed,
    tables.depots,
    tables.contacts,
    tables.agreements,
    sliver_tables.slivers,
    tables.unknown,
    tables.sources,
    tables.parameters,
    _statement,
    _signatures,
)
