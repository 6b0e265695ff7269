"""Why a stored figure may say something else now: what an analysis was made from, against what the plan holds today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from layers.kinds import ResponseMethod, Role
from layers.zones.dependence import RESPONSE
from layers.zones.model import Parameters

Cause = Mapping[str, Any]

#: code → names of its facts.
CAUSE_CODES: dict[str, tuple[str, ...]] = {
    "layer_changed": ("title", "role"),
    "layer_added": ("title", "role"),
    "layer_removed": ("title", "role"),
    "counties_changed": ("title", "role"),  # which counties a layer speaks for
    "parameter_changed": ("name", "was", "now"),
    "register_changed": (),  # agreements
    "date_changed": ("was", "now"),  # reference date
    "by_hand": (),
    "not_kept": (),  # the program that derived the zone did not keep what it was judged by: nothing can be said
    "program_changed": ("was", "now"),
    "unexplained": (),  # nothing it rests on changed: the figure itself was changed, or the program is wrong
}
_LIVING = frozenset({Role.SETTLEMENT, Role.POPULATION, Role.BUILDING, Role.INSTALLATION, Role.WATER_INTAKE})
_RESPONSE_FIGURES = (
    *("depot_own", "depot_own_km", "depot_across", "depot_across_county", "depot_across_km", "depot_method"),
    "response",
)
#: Figure → roles of the layers it is measured on, beside the stored outline.
ROLES: Mapping[str, frozenset[Role]] = {
    "area_ha": frozenset(),
    "forest_ha": frozenset({Role.FOREST}),
    "river_m": frozenset({Role.RIVER}),
    **dict.fromkeys(("people", "people_unknown_places", "villages"), _LIVING | {Role.COUNTY}),
    **dict.fromkeys(
        _RESPONSE_FIGURES,
        frozenset({Role.DEPOT, Role.COUNTY, Role.ROAD, Role.RIVER, Role.LAKE, Role.TERRAIN}),
    ),
    "depots_unknown": frozenset({Role.DEPOT, Role.COUNTY}),
}
_THRESHOLDS = ("hazard_share_min", "exposure_share_min", "forest_min_ha", "river_min_m", "people_min", "assets_min")
_LEAD = (*_THRESHOLDS, "origin_weight", "equal_share_tolerance")
#: Figure → parameters it follows from, once the zone has its outline and its evidence.
PARAMETERS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("zone_class", "counties", "hazard_share", "exposure_share"), _THRESHOLDS),
    **dict.fromkeys(("lead", "supports", "rotation", "responsibility"), _LEAD),
    **dict.fromkeys(("score", "rank"), ("weights",)),
    **dict.fromkeys(_RESPONSE_FIGURES, (*sorted(RESPONSE), "river_width_m")),
}


@dataclass(frozen=True)
class Basis:
    """What an analysis was made from, or would be made from today.

    Attributes
    ----------
    parameters : Parameters
    inputs : sequence of mapping
        ``uid``, ``title``, ``role`` and checksums of each layer: ``content_sha256``, ``raster_sha256``; ``speaks_for``
        where it was noted.
    reference_date : str
    register_sha256 : str
        Of the agreements; "" where it was not noted.
    program : str
    """

    parameters: Parameters
    inputs: Sequence[Mapping[str, Any]] = ()
    reference_date: str = ""
    register_sha256: str = ""
    program: str = ""

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any]) -> Basis:
        """Read what an analysis noted about itself (:func:`layers.workflow.analysis_facts`)."""
        return cls(
            # Before format 6 the way of help was a straight line.
            Parameters.from_dict({"response_method": ResponseMethod.STRAIGHT.value, **facts.get("parameters", {})}),
            tuple(facts.get("inputs", ())),
            str(facts.get("reference_date", "")),
            str(facts.get("register_sha256", "")),
            str(facts.get("program", "")),
        )


@dataclass(frozen=True)
class Changes:
    """What is otherwise now.

    Attributes
    ----------
    layers : tuple of (Role, cause)
    parameters : dict of str to cause
    others : dict of str to cause
        ``register``, ``date``, ``program``.
    """

    layers: tuple[tuple[Role, Cause], ...] = ()
    parameters: Mapping[str, Cause] = field(default_factory=dict)
    others: Mapping[str, Cause] = field(default_factory=dict)

    def of_layers(self, figure: str) -> tuple[Cause, ...]:
        """Return the changed layers a figure is measured on."""
        roles = ROLES.get(figure, frozenset())
        return tuple(cause for role, cause in self.layers if role in roles)

    def of_parameters(self, figure: str) -> tuple[Cause, ...]:
        """Return the changed parameters a figure follows from."""
        return tuple(self.parameters[name] for name in PARAMETERS.get(figure, ()) if name in self.parameters)


def changes(was: Basis, now: Basis) -> Changes:
    """Return what is otherwise now than when an analysis was made."""
    before = {str(one["uid"]): one for one in was.inputs}
    after = {str(one["uid"]): one for one in now.inputs}
    layers = []
    for uid in (*before, *(uid for uid in after if uid not in before)):
        code = _layer_change(before.get(uid), after.get(uid))
        if code:
            told = after.get(uid) or before[uid]
            layers.append((Role(told["role"]), cause(code, title=str(told["title"]), role=str(told["role"]))))
    values, fresh = was.parameters.as_dict(), now.parameters.as_dict()
    parameters = {
        name: cause("parameter_changed", name=name, was=values[name], now=fresh[name])
        for name in values
        if values[name] != fresh[name]
    }
    others: dict[str, Cause] = {}
    if was.register_sha256 and was.register_sha256 != now.register_sha256:
        others["register"] = cause("register_changed")
    if was.reference_date != now.reference_date:
        others["date"] = cause("date_changed", was=was.reference_date, now=now.reference_date)
    if was.program != now.program:
        others["program"] = cause("program_changed", was=was.program, now=now.program)
    return Changes(tuple(layers), parameters, others)


def cause(code: str, **facts: Any) -> dict[str, Any]:
    """Return one cause as plain data.

    Raises
    ------
    ValueError
        The code is not listed, or its facts are not the listed ones.
    """
    expected = CAUSE_CODES.get(code)
    if expected is None or set(facts) != set(expected):
        raise ValueError(f"cause {code!r} takes facts {expected}, got {sorted(facts)}")
    return {"code": code, **facts}


def _layer_change(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> str:
    if before is None or after is None:
        return "layer_added" if before is None else "layer_removed"
    if any(before.get(name, "") != after.get(name, "") for name in ("content_sha256", "raster_sha256", "role")):
        return "layer_changed"
    noted = before.get("speaks_for")
    return "counties_changed" if noted is not None and noted != after.get("speaks_for") else ""
