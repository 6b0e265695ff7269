"""What rivers say about the lines between counties, as rows of lists: columns, words and what a row says in full."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from app import theme, words
from app.widgets.table import Column
from layers.export.words import Words
from layers.rivers.settings import RiverSettings

Row = Mapping[str, Any]

#: The lists, in the order they are offered.
LISTS = ("problems", "standards", "sections", "bordering", "departures", "bands", "basins", "exposed")
#: Problems a planner settles by saying which way the river runs.
SETTLED_BY_DIRECTION = frozenset({"unknown", "against"})
_SEVERITY = {"orange": 3, "yellow": 2, "none": 1, "unknown": 0}


def _tr(text: str) -> str:
    return QCoreApplication.translate("RiverRows", text)


class RiverRows:
    """Words for the rows of one plan: county names, terms of documents, and what rivers were worked out with."""

    def __init__(self, names: Mapping[str, str], terms: Words, settings: RiverSettings) -> None:
        self.names, self.terms, self.settings = names, terms, settings

    # -- columns ------------------------------------------------------------------------------

    def columns(self, name: str) -> list[Column]:
        """Return the columns of a list."""
        made: list[Column] = getattr(self, f"_{name}_columns")()
        return made

    def _river(self) -> Column:
        return Column(_tr("River"), self.river, tip=self.text, width_px=84, stretch=True)

    def _problems_columns(self) -> list[Column]:
        return [
            Column(_tr("Problem"), self.problem, tip=self.text, width_px=90, stretch=True),
            Column(_tr("River"), self.river, tip=self.text, width_px=92),
            Column(
                "m",
                lambda row: row["amount_m"],
                text=lambda row: _number(row["amount_m"]),
                is_number=True,
                width_px=68,
                title_tip=_tr("A length, a distance or a height, by the problem"),
            ),
        ]

    def _standards_columns(self) -> list[Column]:
        return [
            Column(
                _tr("Severity"),
                lambda row: _SEVERITY[row["severity"]],
                text=lambda row: self.terms.code("river_severity", row["severity"]),
                color=severity_color,
                tip=self.text,
                width_px=44,
            ),
            self._river(),
            Column(
                _tr("Years, side by side"),
                lambda row: row["ratio"] if math.isfinite(row["ratio"]) else 0.0,
                text=self.sides,
                tip=self.text,
                width_px=148,
            ),
        ]

    def _sections_columns(self) -> list[Column]:
        return [
            self._river(),
            Column(_tr("Counties"), self.passage, tip=self.text, width_px=118),
            Column(
                _tr("Line"), lambda row: words.level(row["level"]) if row["level"] else words.UNKNOWN_SIGN, width_px=70
            ),
        ]

    def _bordering_columns(self) -> list[Column]:
        return [
            self._river(),
            Column(_tr("Left | right"), self.banks, tip=self.text, width_px=112),
            self._metres("length_m", _tr("Length, m")),
        ]

    def _departures_columns(self) -> list[Column]:
        return [
            self._river(),
            Column(_tr("Line of"), self.pair, tip=self.text, width_px=100),
            self._metres("greatest_m", _tr("Farthest, m")),
        ]

    def _bands_columns(self) -> list[Column]:
        return [
            self._river(),
            Column(_tr("Land of"), self.county, tip=self.text, width_px=84),
            self._number("area_ha", "hm²"),
        ]

    def _basins_columns(self) -> list[Column]:
        return [
            self._river(),
            self._number("edges", _tr("Reaches")),
            Column(
                "km",
                lambda row: row["length_m"],
                text=lambda row: words.number(row["length_m"] / 1000.0, 1),
                is_number=True,
                width_px=60,
            ),
            self._number("outlets", _tr("Outlets")),
        ]

    def _exposed_columns(self) -> list[Column]:
        return [
            Column(_tr("County"), self.county, tip=self.text, width_px=56, stretch=True),
            self._number("area_ha", "hm²", width_px=58),
            Column(
                _tr("People"),
                lambda row: row["people"],
                text=lambda row: _at_least(row),
                tip=self.text,
                is_number=True,
                width_px=78,
            ),
            Column(
                _tr("Range"),
                lambda row: row["people_low"],
                text=people_range,
                tip=self.text,
                is_number=True,
                width_px=118,
                title_tip=_tr("With the county lines moved by their precision to either side"),
            ),
        ]

    def _metres(self, name: str, title: str) -> Column:
        return self._number(name, title, width_px=76)

    @staticmethod
    def _number(name: str, title: str, *, width_px: int = 64) -> Column:
        return Column(
            title, lambda row: float(row[name]), text=lambda row: _number(row[name]), is_number=True, width_px=width_px
        )

    # -- words of cells -----------------------------------------------------------------------

    def river(self, row: Row) -> str:
        """Return the name of the river."""
        return str(row["name"]) or self.terms["punctuation.unnamed"]

    def problem(self, row: Row) -> str:
        """Return what is wrong."""
        return self.terms.code("river_problem", row["problem"])

    def county(self, row: Row) -> str:
        """Return the county of a row."""
        return self._name(row["county"])

    def pair(self, row: Row) -> str:
        """Return the two counties of a line."""
        return "–".join(self._name(code) for code in row["pair"].split("|"))

    def passage(self, row: Row) -> str:
        """Return the counties on both sides of a section, as the water runs where that is known."""
        sign = " → " if row["direction_known"] else " | "
        return sign.join("/".join(self._name(code) for code in row[side]) for side in ("from_counties", "to_counties"))

    def banks(self, row: Row) -> str:
        """Return the counties on both banks."""
        return f"{self._name(row['left'])} | {self._name(row['right'])}"

    def sides(self, row: Row) -> str:
        """Return both standards with their counties."""
        return " | ".join(self.side(row, side) for side in ("a", "b"))

    def side(self, row: Row, side: str) -> str:
        """Return the county and the standard of one side."""
        years = row[f"standard_{side}"]
        return f"{self._name(row[f'county_{side}'])} {words.UNKNOWN_SIGN if math.isnan(years) else f'{years:.0f}'}"

    def _name(self, code: str) -> str:
        return self.names.get(code, code) or _tr("outside")

    # -- a row in full --------------------------------------------------------------------------

    def text(self, row: Row) -> str:
        """Return what a row says, line by line."""
        return "\n".join(line for line in getattr(self, f"_{row['list']}_text")(row) if line)

    def _problems_text(self, row: Row) -> list[str]:
        text = _tr("{problem}: {river}")
        lines = [text.format(problem=self.problem(row), river=self.river(row))]
        if math.isfinite(row["amount_m"]):
            lines.append(f"{words.number(row['amount_m'])} m")
        if row["problem"] == "unknown":
            lines.append(
                _tr(
                    "No column says which way it runs, and the land is too flat to tell. Nothing is traced along it.",
                )
            )
        return lines

    def _standards_text(self, row: Row) -> list[str]:
        kind = self.terms.code("river_kind", row["kind"])
        bank = f", {self.terms.code('river_bank', row['bank'])}" if row["bank"] else ""
        lines = [f"{self.river(row)}: {kind}{bank}", self.sides(row)]
        lines += chance_lines(row, self.settings, self._name)
        return lines

    def _sections_text(self, row: Row) -> list[str]:
        known = "" if row["direction_known"] else _tr("Direction not known")
        return [self.river(row), self.passage(row), self._chainage(row), known]

    def _bordering_text(self, row: Row) -> list[str]:
        text = _tr("left bank {left}, right bank {right}, {length}")
        said = text.format(
            left=self._name(row["left"]), right=self._name(row["right"]), length=words.kilometres(row["length_m"])
        )
        known = "" if row["direction_known"] else _tr("Sides are those of the line as drawn")
        return [self.river(row), said, self._chainage(row), known]

    def _chainage(self, row: Row) -> str:
        text = _tr("{distance} along the river as drawn")
        return text.format(distance=words.kilometres(row["chainage_m"]))

    def _departures_text(self, row: Row) -> list[str]:
        text = _tr("Off the line of {pair} over {length}, {mean} m on average, {greatest} m at most.")
        said = text.format(
            pair=self.pair(row),
            length=words.kilometres(row["departed_m"]),
            mean=words.number(row["mean_m"]),
            greatest=words.number(row["greatest_m"]),
        )
        law = _tr("The line stays where it is (行政区域界线管理条例 art. 7); the river does not move it.")
        return [self.river(row), said, law]

    def _bands_text(self, row: Row) -> list[str]:
        text = _tr("Land of {county} within 10 km outside the banks: {area}")
        law = _tr(
            "Works that drain, dam, divert or store water there need agreement or approval (河道管理条例 art. 19).",
        )
        said = text.format(county=self.county(row), area=words.hectares(row["area_ha"]))
        return [f"{self.river(row)} ({self.pair(row)})", said, law]

    def _basins_text(self, row: Row) -> list[str]:
        rivers = words.joined([str(one) for one in row["rivers"][:12]])
        text = _tr("{length} of river, {outlets} outlets, direction unknown over {open}")
        said = text.format(
            length=words.kilometres(row["length_m"]),
            outlets=row["outlets"],
            open=words.kilometres(row["undecided_m"]),
        )
        return [rivers + ("…" if len(row["rivers"]) > 12 else ""), said]

    def _exposed_text(self, row: Row) -> list[str]:
        land = _tr("{county}: {area} that may be under water, {places} villages and works in it")
        lines = [
            land.format(county=self.county(row), area=words.hectares(row["area_ha"]), places=row["places"]),
            _tr("People {people}, {range} with the line moved by its precision").format(
                people=_at_least(row), range=people_range(row) or words.UNKNOWN_SIGN
            ),
        ]
        how = (
            _tr("Up to {limit} m above the nearest river")
            if row["how"] == "hand"
            else _tr("Within {limit} m of a river")
        )
        lines.append(how.format(limit=words.number(row["limit_m"], 1)))
        if row["people_source"]:
            lines.append(_tr("Counted by {raster}").format(raster=row["people_source"]))
        elif row["people_unknown"]:
            text = _tr("{count} places have no figure")
            lines.append(text.format(count=row["people_unknown"]))
        if row["unknown_ha"] > 0:
            text = _tr("Height not known: {area}")
            lines.append(text.format(area=words.hectares(row["unknown_ha"])))
        return lines


def chance_lines(row: Row, settings: RiverSettings, name: Any) -> list[str]:
    """Return the probabilities of a comparison of standards, in words."""
    years = f"{settings.exceedance_years:g}"
    at_least = _tr("At least one higher flood in {years} years: {sides}")
    known = [
        f"{name(row[f'county_{side}'])} {words.percent(row[f'chance_{side}'])}"
        for side in ("a", "b")
        if math.isfinite(row[f"chance_{side}"])
    ]
    lines = [at_least.format(years=years, sides=words.joined(known))] if known else []
    if math.isfinite(row["only_weaker"]) and row["only_weaker"] > 0:
        text = _tr("Only {county} is overtopped: {chance} a year")
        lines.append(text.format(county=name(row["weaker"]), chance=f"{100 * row['only_weaker']:.1f} %"))
    if row["pushed_down"]:
        lines.append(_tr("The water is pushed onto the lower side downstream."))
    if row["severity"] == "unknown":
        lines.append(_tr("A side without a levee in the data is unknown, not zero."))
    return lines


def severity_color(row: Row) -> QColor | None:
    """Return the colour of a mismatch in a list."""
    tokens = theme.tokens()
    return {"orange": QColor(tokens.danger), "yellow": QColor(tokens.warning)}.get(str(row["severity"]))


def people_range(row: Row) -> str:
    """Return the range of people; "?" where the other side is not known."""
    low, high = row["people_low"], row["people_high"]
    if math.isnan(low):
        return ""
    return f"{words.number(low)}–{'?' if math.isnan(high) else words.number(high)}"


def _at_least(row: Row) -> str:
    if math.isnan(row["people"]):
        return words.UNKNOWN_SIGN
    return words.at_least(row["people"], row["people_unknown"])


def _number(value: float) -> str:
    return words.UNKNOWN_SIGN if math.isnan(value) else words.number(value)
