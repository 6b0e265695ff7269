"""Words for what hands do to zones: fields, values, conflicts, states with their time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from app import words
from app.i18n import mark

if TYPE_CHECKING:
    from app.document import Document
    from layers.zones.edits import Conflict

FIELDS: Mapping[str, str] = {
    "name": mark("ZoneWords", "Name"),
    "geometry": mark("ZoneWords", "Outline"),
    "zone_class": mark("ZoneWords", "Class"),
    "lead": mark("ZoneWords", "Lead"),
    "supports": mark("ZoneWords", "Support"),
    "responsibility": mark("ZoneWords", "Shares"),
}
WHY_ASIDE: Mapping[str, str] = {
    "dropped": mark("ZoneWords", "No zone, you said"),
    "merged": mark("ZoneWords", "Merged into {zone}"),
    "vanished": mark("ZoneWords", "Edited, and not derived any more"),
}


def tr(text: str) -> str:
    """Return a text of this module in the language in force."""
    return QCoreApplication.translate("ZoneWords", text)


def field(name: str) -> str:
    """Return the name of a field."""
    return QCoreApplication.translate("ZoneWords", FIELDS.get(name, name))


def why_aside(why: str, zone: str) -> str:
    """Return why a zone is aside; ``zone`` is the name of the one it went into."""
    return QCoreApplication.translate("ZoneWords", WHY_ASIDE[why]).format(zone=zone)


def value(name: str, given: Any, document: Document) -> str:
    """Return a value of a field; of an outline its area, as far as it is known."""
    if given is None:
        return words.UNKNOWN_SIGN
    short = document.short_county_name
    if name == "geometry":
        area = given["numbers"]["area_ha"] if isinstance(given, Mapping) else given
        return words.hectares(float(area))
    if name == "zone_class":
        return words.zone_class_short(given)
    if name == "lead":
        return short(given) if given else words.UNKNOWN_SIGN
    if name == "supports":
        return words.joined([short(code) for code in given]) or tr("nobody")
    if name == "responsibility":
        return words.joined([f"{short(code)} {words.percent(share)}" for code, share in given.items()])
    return str(given)


def when(at: str, by: str) -> str:
    """Return who did something and when, on the clock of this computer; "" when neither is known."""
    day = datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M") if at else ""
    return f"{by} {day}".strip()


def conflict_title(conflict: Conflict, document: Document) -> str:
    """Return the zone a conflict is about."""
    return document.zone_names().get(conflict.uid) or document.aside_names().get(conflict.uid, conflict.uid)


def conflict_text(conflict: Conflict, document: Document) -> str:
    """Return what a hand and the analysis say differently."""
    if conflict.kind == "vanished":
        return tr("You edited this zone. The analysis does not derive it any more.")
    if conflict.kind == "split":
        names = document.zone_names()
        others = words.joined([names.get(uid, uid) for uid in conflict.into])
        return tr("You edited this zone. The analysis has divided it; a part of it is now {zones}.").format(
            zones=others
        )
    if conflict.kind == "aside":
        told = {
            "class": words.zone_class_short(conflict.before["zone_class"]),
            "now": words.zone_class_short(conflict.now["zone_class"]),
            "area": words.hectares(conflict.before["area_ha"]),
            "area_now": words.hectares(conflict.now["area_ha"]),
        }
        return tr("You set this zone aside as {class}, {area}. It is now {now}, {area_now}.").format_map(told)
    mine = conflict.mine
    if conflict.field == "geometry":
        zones = document.zones()
        mine = zones.loc[zones["uid"] == conflict.uid, "area_ha"].iloc[0]
    return tr("{field}: you wrote {mine} where it was {before}. The analysis now says {now}.").format(
        field=field(conflict.field),
        mine=value(conflict.field, mine, document),
        before=value(conflict.field, conflict.before, document),
        now=value(conflict.field, conflict.now, document),
    )
