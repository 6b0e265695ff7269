"""What differs from hazard to hazard: one :class:`HazardKind` says all of it, and nothing else in the program does.

Zones, ranking, duties, agreements, the window and documents ask the kind.  A new hazard is a module that makes one,
and a line in :mod:`layers.hazards.registry`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from layers.kinds import Role

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.borders.model import BorderNetwork
    from layers.borders.partition import CountyPartition
    from layers.borders.straddle import CutObjects
    from layers.hazards.band import BorderLines
    from layers.hazards.model import HazardResult
    from layers.memory import Memory
    from layers.progress import Progress
    from layers.zones.evidence import Places
    from layers.zones.model import Parameters, ZoneInputs
    from layers.zones.reach import Reach

#: Languages in which a kind says its own words; the first is the language of agreements.
LANGUAGES = ("zh_CN", "en")
Text = Mapping[str, str]  # language → text


@dataclass(frozen=True)
class Shared:
    """What is prepared once for all hazards."""

    partition: CountyPartition
    lines: BorderLines
    forest: CutObjects


#: What a hazard gives: its result, and its reaches if it runs along lines.
Assessed = tuple["HazardResult", "gpd.GeoDataFrame | None"]
Assess = Callable[["ZoneInputs", "BorderNetwork", "Parameters", "Progress", Shared], Assessed]


@dataclass(frozen=True)
class Reaching:
    """What a kind needs to say how far its hazard reaches."""

    inputs: ZoneInputs  # layers in the order given
    parameters: Parameters
    counties: gpd.GeoDataFrame  # code, polygon; metric CRS
    places: Places
    silent_places: frozenset[str]
    memory: Memory
    progress: Progress


@dataclass(frozen=True)
class Number:
    """One number (or choice) of a hazard that a county may change.

    ``basis`` says how well the default is founded: ``published``, ``memory`` (unverified) or ``proposal``.
    """

    name: str
    usual: float | str
    text: Text
    unit: str = ""
    least: float = 0.0
    most: float = 1e6
    decimals: int = 0
    source: Text = field(default_factory=dict)
    basis: str = "proposal"
    choices: Mapping[str, Text] = field(default_factory=dict)


#: What is done in each phase where a hazard has no duties of its own: phase → task, time limit, legal basis (codes).
GENERAL_DUTIES: Mapping[str, tuple[str, str, str]] = {
    "prevention": ("general_prevention", "before_season", "emergency_law_39"),
    "monitoring": ("general_monitoring", "in_season_continuous", "emergency_law_59"),
    "warning": ("general_warning", "notify_blank", "emergency_law_62_64"),
    "response": ("general_response", "at_once", "emergency_law_18"),
    "aftercare": ("general_aftercare", "days_blank", "emergency_law_87_92"),
}


@dataclass(frozen=True)
class HazardKind:
    """One hazard.

    Attributes
    ----------
    code : str
        Stored in plans: never change one.
    title : dict of language to str
    unit : str
        What ``amount`` of its pieces counts: ``ha``, ``m`` or ``count``.
    full_amount : float
        Amount at which its part of the score is full.
    role : Role
        Whose layer is asked for where a county says nothing of it.
    assess : callable
        Inputs → result; see :data:`Assess`.
    reach : callable or None
        Result, what it needs → how far it reaches; None: the result's own footprints, else its stated distance.
    least : str
        The parameter or number with the least amount in a county that counts.
    piece_parameters, zone_parameters : frozenset of str
        Fields of ``Parameters`` that no other hazard reads: those its pieces, and those only its zones depend on.
    runs_over_rasters : bool
        Whether its reach depends on terrain and land cover.
    pieces_from_rasters : bool
        Whether its pieces come from rasters too.
    numbers : tuple of Number
        Its own numbers, kept under its code in ``Parameters.hazard_numbers``.
    also_reads : tuple of str
        Other hazards whose numbers it reads too.
    crosses : str
        Reason code for S1; the amount's fact is ``amount_ha`` or ``amount_m`` there, except for ``hazard_crosses``.
    sentences : dict of language to dict of code to str
        Its own reasons: how its reach was found, with blanks for the facts of its footprints; ``how`` among them
        names the sentence, ``reach`` otherwise.
    emergency : str
        The kind of emergency an agreement lists for it: an ``AgreementHazard`` value.
    duties : dict of phase to (task, time limit, basis)
    legal_prevention : tuple or None
        The prevention duty inside its legal band.
    recognises : tuple of str
        Words in the ``kind`` of a hazard source that make it one of these.
    color : str
        Of its symbols, ``#RRGGBB``.
    glyph : str
        An icon of ``resources/icons`` without its ending.
    """

    code: str
    title: Text
    unit: str
    full_amount: float
    role: Role
    assess: Assess
    reach: Callable[[HazardResult, Reaching], Reach] | None = None
    least: str = ""
    piece_parameters: frozenset[str] = frozenset()
    zone_parameters: frozenset[str] = frozenset()
    runs_over_rasters: bool = False
    pieces_from_rasters: bool = False
    numbers: tuple[Number, ...] = ()
    also_reads: tuple[str, ...] = ()
    crosses: str = "hazard_crosses"
    sentences: Mapping[str, Text] = field(default_factory=dict)
    emergency: str = "natural"
    duties: Mapping[str, tuple[str, str, str]] = field(default_factory=lambda: GENERAL_DUTIES)
    legal_prevention: tuple[str, str, str] | None = None
    recognises: tuple[str, ...] = ()
    color: str = "#8A5A00"
    glyph: str = "triangle-alert"

    def number(self, parameters: Parameters, name: str) -> Any:
        """Return one of its own numbers: the one a county set, else the usual one.

        Raises
        ------
        KeyError
            It has no such number.
        """
        usual = next((one.usual for one in self.numbers if one.name == name), None)
        if usual is None:
            raise KeyError(f"hazard {self.code!r} has no number {name!r}")
        return parameters.hazard_numbers.get(self.code, {}).get(name, usual)

    def least_amount(self, parameters: Parameters) -> float:
        """Return the least amount in a county that counts, in the kind's unit."""
        if not self.least:
            return 0.0
        if any(one.name == self.least for one in self.numbers):
            return float(self.number(parameters, self.least))
        return float(getattr(parameters, self.least))

    def name(self, language: str) -> str:
        """Return its title in a language; English where it has none in it."""
        return self.title.get(language) or self.title.get("en") or self.code

    def choice(self, language: str, name: str, value: Any) -> str:
        """Return the words for a chosen value of one of its numbers; "" where it is no choice."""
        texts = next((one.choices.get(str(value)) for one in self.numbers if one.name == name), None)
        return (texts.get(language) or texts.get("en", "")) if texts else ""

    def sentence(self, language: str, code: str) -> str:
        """Return one of its own sentences with blanks; "" when it has none."""
        return self.sentences.get(language, self.sentences.get("en", {})).get(code, "")
