"""What fires run with, in words: names, units, defaults and sources of every parameter, winds, danger levels."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from app import parameter_words, words
from app.i18n import mark
from app.parameter_words import NOTICE, Word
from layers.spread.choices import BOUNDS, COMPASS, FireChoices, Scenario
from layers.spread.rates import USUAL_M_MIN, Model, Spread, Weather

#: Numbers that fires need beside the parameters of the analysis, in a group of their own.
WORDS: Mapping[str, Word] = {
    "notify_margin_min": Word(
        mark("Fire", "Tell a county before the fire is there by"),
        mark("Fire", "Time it needs to be there itself; agree on it in the joint-defence agreement"),
        NOTICE,
    ),
    "fix_m": Word(
        mark("Fire", "Precision of the reported place"),
        mark("Fire", "One standard deviation along each axis; a phone in the open is better, a tower's bearing worse"),
        NOTICE,
    ),
    "line_m": Word(
        mark("Fire", "Precision of the county line"),
        mark("Fire", "One standard deviation; ask whose data the line is"),
        NOTICE,
    ),
    "step_m": Word(
        mark("Fire", "A fire every"),
        mark("Fire", "Step of the lattice of starts; its error shows beside a lattice of twice the step"),
        NOTICE,
    ),
}
#: The others are the analysis's own.
_OF_ANALYSIS: Mapping[str, str] = {
    **{name: name for name in ("wind_ms", "base_rate_m_min", "temperature_c", "humidity_percent")},
    "hours": "fire_hours",
    "cell_m": "fire_cell_m",
    "river_width_min_m": "fire_river_width_m",
    "break_width_min_m": "fire_break_width_m",
}
_LEVELS: Mapping[str, str] = {
    "": mark("Fire", "no level"),
    "blue": mark("Fire", "blue"),
    "yellow": mark("Fire", "yellow"),
    "orange": mark("Fire", "orange"),
    "red": mark("Fire", "red"),
}
#: Colours of the danger levels, as everywhere on the map.
LEVEL_COLORS: Mapping[str, str] = {"blue": "#2F6FDE", "yellow": "#F5C400", "orange": "#F08000", "red": "#D7263D"}
_DIRECTIONS: Mapping[str, str] = {
    "N": mark("Fire", "north"),
    "NE": mark("Fire", "north-east"),
    "E": mark("Fire", "east"),
    "SE": mark("Fire", "south-east"),
    "S": mark("Fire", "south"),
    "SW": mark("Fire", "south-west"),
    "W": mark("Fire", "west"),
    "NW": mark("Fire", "north-west"),
}


def translate(text: str) -> str:
    """Return a word of this file in the language in force."""
    return QCoreApplication.translate("Fire", text)


def name(parameter: str) -> str:
    """Return what a number is called."""
    if parameter in WORDS:
        return translate(WORDS[parameter].text)
    return parameter_words.translate(parameter_words.WORDS[_OF_ANALYSIS[parameter]].text)


def source(parameter: str) -> str:
    """Return unit, default and source of a number, for its tip."""
    default = getattr(FireChoices(), parameter)
    if parameter in WORDS:
        word, said = WORDS[parameter], translate(WORDS[parameter].source)
    else:
        word = parameter_words.WORDS[_OF_ANALYSIS[parameter]]
        said = parameter_words.translate(word.source)
    lines = [name(parameter), translate("Unit: {unit}").format(unit=BOUNDS[parameter].unit)]
    if default is not None:
        lines[1] = translate("Unit: {unit}; default: {value}").format(
            unit=BOUNDS[parameter].unit, value=value_text(parameter, default)
        )
    basis = parameter_words.translate(word.basis)
    return "\n".join([*lines, translate("Source: {source} ({basis})").format(source=said, basis=basis)])


def value_text(parameter: str, value: float) -> str:
    """Return a value with its unit."""
    bound = BOUNDS[parameter]
    digits = f"{value:.{bound.decimals}f}"
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return f"{digits} {bound.unit}"


def model(one: Model) -> str:
    """Return the name of a model of spread."""
    return parameter_words.translate(parameter_words.WORDS["spread_model"].choices[one.value])


def level(code: str) -> str:
    """Return the name of a danger level."""
    return translate(_LEVELS.get(code, code))


def directions() -> list[str]:
    """Return where winds come from, from the north clockwise."""
    return [translate(_DIRECTIONS[one]) for one in COMPASS]


def direction(degrees: float) -> str:
    """Return the nearest of the eight directions."""
    return directions()[round(degrees / 45.0) % len(COMPASS)]


def wind(weather: Weather) -> str:
    """Word a wind."""
    if weather.wind_ms == 0.0:
        return translate("calm")
    text = translate("wind {wind} m/s from the {direction}")
    return text.format(wind=words.number(weather.wind_ms, 1), direction=direction(weather.wind_from_deg))


def weather(one: Weather) -> str:
    """Word a weather."""
    text = translate("R0 {rate} m/min, {wind}")
    return text.format(rate=words.number(one.base_rate_m_min, 2), wind=wind(one))


def expected(amount: float) -> str:
    """Word an expected amount of one fire: of villages it is small, and a little is not nought."""
    return f"{amount:.2g}" if 0.0 < abs(amount) < 0.1 else words.number(amount, 3)


def rate_warning(one: Weather, spread: Spread) -> str:
    """Say that the head runs faster or slower than surface fires do; "" where it does not."""
    if spread.is_usual(one):
        return ""
    text = translate(
        "On level ground its head runs {rate} m/min, beyond the {least} to {most} of surface fires the model is made "
        "from: take the times with care."
    )
    least, most = USUAL_M_MIN
    rate = spread.head_m_min(one)
    return text.format(rate=words.number(rate, 2 if rate < 1.0 else 0), least=f"{least:g}", most=f"{most:g}")


def steep_warning(share: float) -> str:
    """Say how much of the burnt land is too steep for the model; "" where none is."""
    if share <= 0.0:
        return ""
    text = translate("{share} of the land it burns is steeper than 35°: the model's factor of slope is capped there.")
    return text.format(share=words.percent(share))


def scenario_weather(scenario: Scenario, settings: FireChoices) -> str:
    """Word the weather of a scenario; of a rose without its winds."""
    first = settings.winds_of(scenario)[0][0]
    if scenario.wind_from_deg is not None:
        return weather(first)
    text = translate("R0 {rate} m/min, wind rose at {wind} m/s")
    return text.format(rate=words.number(first.base_rate_m_min, 2), wind=words.number(scenario.wind_ms, 1))


def minutes(value: float, limit_min: float) -> str:
    """Word a time: beyond the limit it is more than that, and an unknown one is a dash."""
    if value != value:
        return words.UNKNOWN_SIGN
    if value == float("inf"):
        return translate("> {minutes} min").format(minutes=words.number(limit_min))
    return translate("{minutes} min").format(minutes=words.number(value))
