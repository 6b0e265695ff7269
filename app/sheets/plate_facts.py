"""What stands around the map of a plate, in words: for the area of an annex, and for any sheet of a plan."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np

from layers.crs import STORAGE_CRS, central_meridian, transformer
from layers.export.cells import date_text, records
from layers.export.frames import readme_rows
from layers.export.job import ExportJob, Stamp
from layers.export.printed_version import PrintedVersion
from layers.export.words import Words
from layers.kinds import Role
from layers.plan.model import LayerRecord
from layers.plates import PlateCode, PlateSpec, Sheet
from layers.plates.code import plate_id
from layers.plates.material import PlateMaterial
from layers.versions.model import VersionState

#: More parties than this are counted instead of named.
_MOST_PARTIES = 6
#: Roles of an area's sources that its plate draws.
_DRAWN = (Role.COUNTY, Role.RIVER, Role.FOREST, Role.TERRAIN, Role.BASEMAP)


@dataclass(frozen=True)
class Source:
    """A source as a plate names it; ``uid`` is its layer's, "" where only its role is known."""

    title: str
    date: str
    crs: str
    uid: str = ""


@dataclass(frozen=True)
class PlateFacts:
    """Words and numbers of one plate.

    Attributes
    ----------
    title, plan_title, parties, reference_date, meridian_note : str
    stamp : Stamp
        With its defaults.
    statements : tuple of str
        Sentences that no product may be without, the legal one first.
    notes : tuple of str
        Further sentences: what is unknown, that data are samples.
    counties : GeoDataFrame
        Columns ``code``, ``name``, ``geometry`` (EPSG:4490), for the overview.
    concerned : frozenset of str
        Codes of the counties the plate concerns.
    code : PlateCode or None
        What the QR code holds; None when the content hash is not known.
    sheet : Sheet or None
        Of a series, with ``count`` sheets in all.
    about : tuple of str
        What a picture says of itself inside its file.
    """

    words: Words
    title: str
    plan_title: str
    parties: str
    reference_date: str
    meridian_note: str
    stamp: Stamp
    statements: tuple[str, ...]
    notes: tuple[str, ...]
    sources: tuple[Source, ...]
    counties: gpd.GeoDataFrame
    concerned: frozenset[str]
    code: PlateCode | None = None
    sheet: Sheet | None = None
    count: int = 1
    about: tuple[str, ...] = ()

    def line(self, key: str, text: str) -> str:
        """Return a labelled text."""
        return f"{self.words[key]}{self.words['punctuation.colon']}{text}"

    def source_texts(self, shown: Collection[str], missing: Collection[str]) -> list[str]:
        """Return the sources of layers that are drawn, those with the same date and CRS together.

        Parameters
        ----------
        shown : uids of the layers drawn
        missing : titles of rasters that were not found
        """
        groups: dict[tuple[str, str], list[str]] = {}
        for one in self.sources:
            if one.title not in missing and (not one.uid or one.uid in shown):
                groups.setdefault((one.date, one.crs), []).append(one.title)
        unknown = self.words["punctuation.unknown"]
        return [
            self.words.text(
                "plate.source_crs",
                title=self.words.join(list(dict.fromkeys(titles))),
                date=date or unknown,
                crs=crs or unknown,
            )
            for (date, crs), titles in groups.items()
        ]


def facts_of_job(job: ExportJob) -> PlateFacts:
    """Return the facts of the plate of an annex."""
    words = job.words
    concerned = frozenset(share.county for share in job.report.shares)
    sources = tuple(
        Source(str(row["title"]), str(row["date"] or ""), str(row.get("crs") or ""))
        for row in records(job.report.sources)
        if row["role"] in _DRAWN
    )
    notes = [words["legal.sample_note"]] if job.is_sample else []
    if any(item["role"] for item in job.report.unknown):
        missing = [
            f"{job.county_name(item['county'])} {words.code('role', item['role'])}" for item in job.report.unknown
        ]
        notes.append(f"{words['gis.unknown']}{words['punctuation.colon']}{words.join(missing)}")
    notes += version_notes(job.version, words)
    content = job.provenance.content_hash
    return PlateFacts(
        words=words,
        title=words.text("text.plate_caption", area=job.area_name),
        plan_title=job.plan_title,
        parties=words.join([job.county_name(code) for code in sorted(concerned)]),
        reference_date=date_text(job.reference_date, words),
        meridian_note=words["plate.crs"].format(meridian=central_meridian(float(job.area.centroid.x))),
        stamp=job.declared,
        statements=job.legal_lines(),
        notes=tuple(notes),
        sources=sources,
        counties=job.counties,
        concerned=concerned,
        code=PlateCode(content, plate_id("area", job.report.uid)) if content else None,
        about=tuple(f"{key}{words['punctuation.colon']}{text}" for key, text in readme_rows(job)),
    )


def version_notes(version: PrintedVersion | None, words: Words) -> list[str]:
    """Return which version of an area a plate shows and how to check it; nothing before anybody negotiated one."""
    if version is None or (version.state == VersionState.DRAFT and not version.has_changed):
        return []
    return version.sentences(words)


def facts_of_sheet(
    material: PlateMaterial, spec: PlateSpec, sheet: Sheet, count: int, words: Words, *, title: str = ""
) -> PlateFacts:
    """Return the facts of one sheet of a plan."""
    concerned = material.parties(sheet.subject)
    names = [material.county_names.get(code, code) for code in concerned]
    parties = words.join(names)
    if len(names) > _MOST_PARTIES:
        parties = words.text("plate.all_counties", first=words.join(names[:3]), count=len(names))
    stamp = Stamp(spec.purpose, spec.classification, spec.review_number, spec.maker).filled(words)
    longitude = _middle_longitude(sheet, material.metric_epsg)
    by_itself = material.title_of(sheet.subject, words, gaps=spec.gaps)
    facts = PlateFacts(
        words=words,
        title=title or spec.title or by_itself,
        plan_title=material.title,
        parties=spec.parties or parties,
        reference_date=date_text(material.reference_date, words),
        meridian_note=words["plate.crs"].format(meridian=longitude),
        stamp=stamp,
        statements=_statements(material, words),
        notes=(
            *((words["legal.sample_note"],) if material.is_sample else ()),
            *version_notes(material.version_of(sheet.subject), words),
        ),
        sources=tuple(_source(record) for record in material.layers),
        counties=material.counties,
        concerned=frozenset(concerned),
        code=PlateCode(
            material.content_hash,
            plate_id(sheet.subject, spec.series, spec.paper, *(round(edge) for edge in sheet.box), spec.gaps),
            sheet.number,
            count,
            round(sheet.scale),
        ),
        sheet=sheet if count > 1 else None,
        count=count,
    )
    return _with_about(facts)


def _with_about(facts: PlateFacts) -> PlateFacts:
    from dataclasses import replace

    stamp = facts.stamp
    lines = [
        facts.words["punctuation.sentence_gap"].join(facts.statements),
        facts.title,
        facts.line("stamp.plan", facts.plan_title),
        facts.line("stamp.purpose", stamp.purpose),
        facts.line("stamp.classification", stamp.classification),
        facts.line("stamp.review_number", stamp.review_number),
        facts.line("stamp.reference_date", facts.reference_date),
        facts.line("stamp.maker", stamp.maker),
        facts.meridian_note,
        *facts.notes,
    ]
    if facts.code is not None:
        lines += [facts.line("plate.content_hash", facts.code.content_hash), facts.code.text]
    return replace(facts, about=tuple(lines))


def _statements(material: PlateMaterial, words: Words) -> tuple[str, ...]:
    """Return the sentences no product may be without; county lines are indicative until somebody verifies them."""
    lines = [words["legal.line"], words["legal.indicative"]]
    return (*lines, words["legal.sample"]) if material.is_sample else tuple(lines)


def _source(record: LayerRecord) -> Source:
    source = record.source
    return Source(record.title, source.file_date, source.crs_used or _short(source.crs_found), record.uid)


def _short(crs: str) -> str:
    return crs if len(crs) <= 40 else crs[:39] + "…"


def _middle_longitude(sheet: Sheet, epsg: int) -> Any:
    """Return the central meridian that the plan's metric CRS has."""
    x, y = 500_000.0, (sheet.box[1] + sheet.box[3]) / 2.0
    longitude, _ = transformer(f"EPSG:{epsg}", STORAGE_CRS).transform(x, y)
    return int(np.round(longitude))
