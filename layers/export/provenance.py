"""What a document was made from and by, so that years later it can be told whether it can be made again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from layers.export.cells import plain_number
from layers.export.words import Words
from layers.plan.version import library_versions, program_version
from layers.versions.paper_code import CodeKind, qr_text, short_form
from layers.zones.model import Parameters

if TYPE_CHECKING:
    from layers.plan.store import PlanStore

#: Units of the parameters whose names do not end in one.
_UNITS = {
    "hazard_share_min": "share",
    "exposure_share_min": "share",
    "people_min": "people",
    "assets_min": "count",
    "fire_hours": "h",
    "wind_ms": "m_s",
    "wind_from_deg": "deg",
    "base_rate_m_min": "m_min",
    "temperature_c": "celsius",
    "humidity_percent": "percent",
    "walk_off_path_share": "share",
    "walk_load_share": "share",
    "walk_steepest_deg": "deg",
    "rate_per_celsius": "m_min_celsius",
    "rate_per_force": "m_min",
    "rate_per_dryness": "m_min_percent",
    "rate_less": "m_min",
}


@dataclass(frozen=True)
class Provenance:
    """Where the figures of a document come from.  Nothing here depends on the clock.

    Attributes
    ----------
    program : str
        Name and version of the program that writes the document; "" leaves all of this out.
    libraries : mapping
        Library → version, of those that decide numbers.
    content_hash : str
        What the plan says as one SHA-256 (:func:`layers.plan.content_hash.content_hash`).
    analysed_by : str
        Name and version of the program that derived the zones; "" when the plan was not analysed.
    metric_epsg : int
        Projection of that analysis.
    is_stale : bool
        Layers, parameters or agreements changed since.
    """

    program: str = ""
    libraries: Mapping[str, str] = field(default_factory=dict)
    content_hash: str = ""
    analysed_by: str = ""
    metric_epsg: int = 0
    is_stale: bool = False

    @classmethod
    def of(cls, store: PlanStore) -> Provenance:
        """Return the provenance of figures that come from a plan now.

        Raises
        ------
        PlanDamaged
            Rows of the plan cannot be read.
        """
        from layers.plan.content_hash import content_hash

        facts = store.result_facts()
        return cls(
            program=program_version(),
            libraries=library_versions(),
            content_hash=content_hash(store),
            analysed_by=str(facts.get("program", "")),
            metric_epsg=int(facts.get("metric_epsg") or 0),
            is_stale=store.analysis_is_stale(),
        )

    def sentences(self, words: Words) -> list[str]:
        """Return what a document says about where its figures come from."""
        if not self.program:
            return []
        libraries = words.join([f"{name} {version}" for name, version in self.libraries.items()])
        told = [words.text("text.made_by", program=self.program, libraries=libraries)]
        if self.analysed_by:
            told.append(words.text("text.analysed_by", program=self.analysed_by, epsg=self.metric_epsg))
        if self.is_stale:
            told.append(words["text.analysis_stale"])
        told.append(words.text("text.content_hash", hash=self.content_hash))
        short = short_form(CodeKind.PLAN, self.content_hash)
        told.append(words.text("version.plan_short", short=short, code=qr_text(CodeKind.PLAN, self.content_hash)))
        return told


def analysis_parameters(store: PlanStore) -> Parameters:
    """Return the parameters the plan's zones were derived with; those set now when there are no zones yet."""
    stored = store.result_facts().get("parameters")
    return Parameters.used(stored) if stored else store.parameters()


def parameter_rows(parameters: Parameters, words: Words) -> list[tuple[str, str, str]]:
    """Return name, value and unit of every number of the analysis that the counties may change."""
    rows: list[tuple[str, str, str]] = []
    for item in fields(Parameters):
        value = getattr(parameters, item.name)
        if item.name == "weights":
            rows += [(words.code("parameter_weight", name), plain_number(weight), "") for name, weight in value.items()]
            continue
        if item.name == "fuel_ks":
            rows += [(_factor_name(code, words), plain_number(ks), "") for code, ks in sorted(value.items())]
            continue
        if item.name == "hazards":
            names = [words.code("hazard", code) for code in value] or [words["punctuation.all"]]
            rows.append((words.code("parameter", item.name), words.join(names), ""))
            continue
        if item.name == "hazard_numbers":
            rows += _own_numbers(parameters, words)
            continue
        suffix = item.name.rsplit("_", 1)[-1]
        unit = _UNITS.get(item.name) or (suffix if suffix in ("m", "ha", "min", "kmh") else "")
        rows.append(
            (
                words.code("parameter", item.name),
                _value_text(value, words),
                words.code("parameter_unit", unit) if unit else "",
            )
        )
    return rows


def _own_numbers(parameters: Parameters, words: Words) -> list[tuple[str, str, str]]:
    """Return the numbers of every hazard that runs and has some of its own, the usual ones included."""
    from layers.hazards.registry import chosen

    rows = []
    for kind in chosen(parameters):
        for one in kind.numbers:
            value = kind.number(parameters, one.name)
            text = kind.choice(words.language, one.name, value) or (
                value if isinstance(value, str) else plain_number(float(value))
            )
            name = one.text.get(words.language) or one.text["en"]
            rows.append((words.text("text.hazard_number", hazard=kind.name(words.language), name=name), text, one.unit))
    return rows


def _value_text(value: float | bool | str, words: Words) -> str:
    if isinstance(value, str):
        return words.code("parameter_value", value)
    if isinstance(value, bool):
        return words["punctuation.yes" if value else "punctuation.no"]
    return plain_number(float(value))


def _factor_name(code: str, words: Words) -> str:
    """Return the name of a changed fuel factor."""
    from layers.sources.landcover import FUELS

    fuel = FUELS.get(code)
    name = code if fuel is None else fuel.en if words.language == "en" else fuel.zh
    return words.text("text.fuel_factor", fuel=name)
