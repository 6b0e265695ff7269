"""Words for stored figures that were worked out again; they must do where Qt cannot load.

Who asks gives the way to translate: the window Qt's, the command line its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.numbers import number
from layers.export.words import Words
from layers.zones.causes import Cause
from layers.zones.figures import Figure, is_unknown


def mark(context: str, text: str) -> str:
    """Return a text as it is, marked for translation."""
    return text


#: What groups of figures are called.
GROUPS: Mapping[str, str] = {
    "area": mark("Figures", "Areas"),
    "people": mark("Figures", "People and villages"),
    "response": mark("Figures", "Nearest depots"),
    "class": mark("Figures", "Class"),
    "lead": mark("Figures", "Lead and support"),
    "score": mark("Figures", "Score and rank"),
    "outline": mark("Figures", "Outline"),
    "fire": mark("Figures", "Fires"),
}
#: What figures are called.
NAMES: Mapping[str, str] = {
    "area_ha": mark("Figures", "Area"),
    "forest_ha": mark("Figures", "Forest"),
    "river_m": mark("Figures", "River length"),
    "people": mark("Figures", "People"),
    "people_unknown_places": mark("Figures", "Places without a figure"),
    "villages": mark("Figures", "Villages"),
    "depot_own": mark("Figures", "Own depot"),
    "depot_own_km": mark("Figures", "Way to the own depot"),
    "depot_across": mark("Figures", "Neighbour's depot"),
    "depot_across_county": mark("Figures", "County of the neighbour's depot"),
    "depot_across_km": mark("Figures", "Way to the neighbour's depot"),
    "depot_method": mark("Figures", "How the way was found"),
    "response": mark("Figures", "Minutes of help"),
    "depots_unknown": mark("Figures", "Depots are unknown"),
    "zone_class": mark("Figures", "Class"),
    "counties": mark("Figures", "Counties"),
    "hazard_share": mark("Figures", "Shares of the hazard"),
    "exposure_share": mark("Figures", "Shares of those exposed"),
    "lead": mark("Figures", "Lead"),
    "supports": mark("Figures", "Support"),
    "rotation": mark("Figures", "Yearly rotation"),
    "responsibility": mark("Figures", "Shares of responsibility"),
    "score": mark("Figures", "Score"),
    "rank": mark("Figures", "Rank"),
    "score.transmission": mark("Figures", "Score: transmission"),
    "score.hazard": mark("Figures", "Score: hazard"),
    "score.people": mark("Figures", "Score: people"),
    "score.crossing": mark("Figures", "Score: crossing"),
    "score.response": mark("Figures", "Score: response"),
    "score.agreement": mark("Figures", "Score: agreement"),
    "links": mark("Figures", "Fires of the zone: hm² across the line"),
    "zone": mark("Figures", "Zone"),
    "geometry": mark("Figures", "Land between both outlines"),
}
#: Why a figure differs.
CAUSES: Mapping[str, str] = {
    "layer_changed": mark("Figures", "the layer {title} changed"),
    "layer_added": mark("Figures", "the layer {title} was added"),
    "layer_removed": mark("Figures", "the layer {title} was taken away"),
    "counties_changed": mark("Figures", "the layer {title} speaks for other counties"),
    "parameter_changed": mark("Figures", "the parameter “{name}” changed from {was} to {now}"),
    "weights_changed": mark("Figures", "the weights of the rank changed"),
    "register_changed": mark("Figures", "the agreement register changed"),
    "date_changed": mark("Figures", "the reference date changed from {was} to {now}"),
    "by_hand": mark("Figures", "it was changed by hand"),
    "not_kept": mark(
        "Figures", "the program that derived it did not keep what it follows from; derive the zones again"
    ),
    "program_changed": mark("Figures", "it was derived by {was}, this is {now}"),
    "unexplained": mark("Figures", "nothing it rests on changed: the stored figure is not what the program derives"),
}
_UNITS = {"area_ha": "hm²", "forest_ha": "hm²", "geometry": "hm²", "river_m": "m"}
_DECIMALS = {"area_ha": 2, "forest_ha": 2, "geometry": 2, "river_m": 1, "score": 6, "people": 0}


@dataclass(frozen=True)
class FigureWords:
    """Words in one language: texts of this file, those of documents, and the names of counties."""

    translate: Callable[[str], str]
    documents: Words
    county: Callable[[str], str]

    def group(self, group: str) -> str:
        """Return what a group of figures is called."""
        return self.translate(GROUPS[group])

    def name(self, figure: Figure) -> str:
        """Return what a figure is called, with the county whose part it is."""
        name = self.translate(NAMES[figure.name])
        return f"{name}, {self.county(figure.county)}" if figure.county else name

    def value(self, name: str, value: Any) -> str:
        """Return a value of a figure with its unit; an unknown one says so."""
        if is_unknown(value):
            return self.translate(mark("Figures", "unknown"))
        if name == "zone":
            return self.translate(mark("Figures", "there") if value else mark("Figures", "not there"))
        if name == "links":
            return self._links(value)
        if name == "zone_class":
            return self.documents.code("zone_class", str(value))
        if isinstance(value, bool):
            return self.translate(mark("Figures", "yes") if value else mark("Figures", "no"))
        if name == "response":
            return self._response(value)
        if name == "depot_method":
            return self.documents.code("depot_method", str(value))
        if isinstance(value, Mapping):
            shares = (f"{self.county(code)} {self._share(one)}" for code, one in value.items())
            return self._joined(shares)
        if isinstance(value, list | tuple):
            return self._joined(self.county(str(code)) for code in value)
        if isinstance(value, str):
            return self.county(value) if name in ("lead", "depot_across_county") else value or "—"
        return self._number(name, value)

    def cause(self, cause: Cause) -> str:
        """Return why a figure differs, as half a sentence."""
        facts = dict(cause)
        code = facts.pop("code")
        if code == "parameter_changed":
            if facts["name"] == "weights":
                return self.translate(CAUSES["weights_changed"])
            facts["name"] = self.documents.code("parameter", facts["name"])
        return self.translate(CAUSES[code]).format_map(facts)

    def reasons(self, figure: Figure) -> str:
        """Return why a figure differs."""
        separator = "；" if self.documents.language == "zh_CN" else "; "
        return separator.join(self.cause(one) for one in figure.causes)

    def sentence(self, figure: Figure) -> str:
        """Return what a figure was, what it is now and why; that it holds; or why nothing can be said."""
        name = self.name(figure)
        if figure.holds:
            text = self.translate(mark("Figures", "{figure}: {value}, holds"))
            return text.format(figure=name, value=self.value(figure.name, figure.stored))
        if figure.is_open:
            text = self.translate(mark("Figures", "{figure}: cannot be said: {why}"))
            return text.format(figure=name, why=self.reasons(figure))
        text = self.translate(mark("Figures", "{figure}: was {was}, is now {now}, because {why}"))
        was, now = self.value(figure.name, figure.stored), self.value(figure.name, figure.now)
        return text.format(figure=name, was=was, now=now, why=self.reasons(figure))

    def _links(self, links: Sequence[Mapping[str, Any]]) -> str:
        """Return what fires burn in other counties by the end of the time, and when they come there."""
        said = []
        for link in links:
            if link["from"] != link["to"]:
                area = link["area_ha"][-1] if link["area_ha"] else None
                text = self.translate(mark("Figures", "{start} → {end} {area} after {minutes} min"))
                amount = self.value("area_ha", area)
                said.append(
                    text.format(
                        start=self.county(link["from"]),
                        end=self.county(link["to"]),
                        area=amount,
                        minutes=f"{link['first_min']:.0f}",
                    )
                )
        return self._joined(said)

    def _response(self, response: Mapping[str, Any]) -> str:
        """Return the minutes of the own and of the neighbour's depot; "—" where there are none."""
        if "limit_min" not in response or "why" in response:
            return "—"
        own, across = (
            self.translate(mark("Figures", "over {minutes} min")).format(minutes=f"{response['limit_min']:.0f}")
            if response.get(name) is None
            else self.translate(mark("Figures", "{minutes} min")).format(minutes=f"{response[name]:.1f}")
            for name in ("own_min", "across_min")
        )
        return self.translate(mark("Figures", "own {own}, neighbour {across}")).format(own=own, across=across)

    def _number(self, name: str, value: float) -> str:
        unit = "km" if name.endswith("_km") else _UNITS.get(name, "")
        decimals = 3 if name.endswith("_km") else _DECIMALS.get(name)
        if decimals is None:
            decimals = 0 if float(value).is_integer() else 4
        text = number(value, decimals)
        return f"{text} {unit}".rstrip()

    def _share(self, share: float | None) -> str:
        if share is None:
            return self.translate(mark("Figures", "unknown"))
        return f"{100.0 * share:.2f} %"

    def _joined(self, texts: Any) -> str:
        return ("、" if self.documents.language == "zh_CN" else ", ").join(texts) or "—"
