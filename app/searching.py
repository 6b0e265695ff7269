"""What the command search offers, in groups: commands, layers, zones, patrol areas, places by name, coordinates.

The names of places stand in an index that a job builds; everything else is few and asked for as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from app import words
from app.action_table import SPECS
from app.actions import translate
from layers.kinds import Role, Shape
from layers.sources.gazetteer import short_name
from layers.sources.name_index import BEGINS, EXACT, HOLDS, SPELLED, NameIndex
from layers.sources.spelling import as_typed, initials, is_typed_latin, readings
from layers.sources.typed_place import typed_place

if TYPE_CHECKING:
    from app.window import MainWindow
    from layers.plan.store import PlanStore

#: Groups in the order in which they are listed when they are met equally well.
GROUPS = ("coordinates", "commands", "layers", "zones", "patrol_areas", "scenes", "places")
_NONE = 99
#: How a command is met by what its tooltip says, after all names.
_DESCRIBED = 5


def tr(text: str) -> str:
    """Return a text of the search in the language in force."""
    return QCoreApplication.translate("Search", text)


def group_title(group: str) -> str:
    """Return the heading of a group."""
    return {
        "coordinates": tr("Coordinates"),
        "commands": tr("Commands"),
        "layers": tr("Layers"),
        "zones": tr("Zones"),
        "patrol_areas": tr("Patrol areas"),
        "scenes": tr("Scenes"),
        "places": tr("Places"),
        "recent": tr("Used last"),
    }[group]


@dataclass(frozen=True)
class Entry:
    """Something that can be found."""

    key: str  # who it is from one time to the next: "action:save_as"
    group: str
    text: str
    detail: str
    icon: str
    act: Callable[[], object]
    also: str = ""  # other words that lead here
    refusal: str = ""  # why it cannot be done now
    weight: float = 0.0  # among those met equally well the lighter come first

    def rank(self, text: str) -> int:
        """Return how a text (case folded) leads here, the best first; ``_NONE`` for not at all."""
        name = self.text.casefold()
        if name == text:
            return EXACT
        if name.startswith(text):
            return BEGINS
        if text in name:
            return HOLDS
        latin = text.replace(" ", "")
        if is_typed_latin(latin):
            typed = as_typed(latin)
            if any(one.startswith(typed) for one in (*readings(name), *initials(name))):
                return SPELLED
        return _DESCRIBED if text in self.also.casefold() else _NONE


@dataclass(frozen=True, eq=False)
class PlaceNames:
    """The names of all features that have one: where each belongs, and the index to find them."""

    names: NameIndex
    layers: tuple[tuple[str, str], ...]  # uid and what kind of thing it holds, in words
    owner: Sequence[int]  # for each name the place in ``layers``
    uids: Sequence[tuple[str, ...]]  # the features of that name in the layer
    counties: frozenset[str] = frozenset()  # layers that hold counties, which come first


def read_names(store: PlanStore, progress: Any) -> PlaceNames:
    """Return the names of a plan's features, from a job."""
    names: list[str] = []
    owner: list[int] = []
    uids: list[tuple[str, ...]] = []
    layers: list[tuple[str, str]] = []
    with store.reader() as reader:
        records = [record for record in reader.layers() if record.table]
        for number, record in enumerate(records):
            progress(number / max(1, len(records)), "reading")
            frame = reader.frame(record.uid)
            if "name" not in frame.columns:
                continue
            pairs = zip(frame["name"].fillna("").astype(str), frame["uid"].astype(str), strict=True)
            if record.shape is Shape.LINE:  # a river or road in many pieces is one thing to go to
                joined: dict[str, list[str]] = {}
                for name, uid in pairs:
                    joined.setdefault(name.strip(), []).append(uid)
                found = [(name, tuple(each)) for name, each in joined.items() if name]
            else:
                found = [(name.strip(), (uid,)) for name, uid in pairs if name.strip()]
            if found:
                names += [name for name, _ in found]
                uids += [each for _, each in found]
                owner += [len(layers)] * len(found)
                what = record.title if record.role in (Role.OTHER, Role.BASEMAP) else words.role(record.role)
                layers.append((record.uid, what))
    counties = frozenset(record.uid for record in records if record.role is Role.COUNTY)
    return PlaceNames(NameIndex(names), tuple(layers), owner, uids, counties)


class Catalogue:
    """All that can be found in the window as it is now."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._few = list(self._gather())

    def find(self, text: str, places: PlaceNames | None, recent: Sequence[str], most: int = 5) -> list[Entry]:
        """Return what a text leads to, group by group, the group that is met best first."""
        wanted = " ".join(text.split()).casefold()
        if not wanted:
            return self._used_last(recent)
        order = {key: place for place, key in enumerate(recent)}
        met: dict[str, list[tuple[tuple[float, ...], Entry]]] = {}
        for entry in self._few:
            how = entry.rank(wanted)
            if how < _NONE:
                last = order.get(entry.key, len(order))
                met.setdefault(entry.group, []).append(
                    ((how, bool(entry.refusal), last, entry.weight, len(entry.text)), entry)
                )
        for how, position in places.names.find(wanted, 3 * most) if places is not None else ():
            entry = self._place(places, position)  # type: ignore[arg-type]
            last = order.get(entry.key, len(order))
            if how == BEGINS and entry.weight < 0 and short_name(entry.text) == wanted:
                how = EXACT  # 怀柔 is 怀柔区
            met.setdefault("places", []).append(((how, False, last, entry.weight, len(entry.text)), entry))
        found = self._coordinates(text)
        for group in sorted(met, key=lambda group: (min(how for (how, *_), _ in met[group]), GROUPS.index(group))):
            found += [entry for _, entry in sorted(met[group], key=lambda one: one[0])[:most]]
        return found

    def _used_last(self, recent: Sequence[str]) -> list[Entry]:
        """What was used last, then the commands that can be done now."""
        by_key = {entry.key: entry for entry in self._few}
        last = [by_key[key] for key in recent if key in by_key][:6]
        others = [one for one in self._few if one.group == "commands" and not one.refusal and one not in last]
        return last + others[: 12 - len(last)]

    def _gather(self) -> Iterator[Entry]:
        window = self._window
        for key, action in window.actions_:
            if key == "search":
                continue
            spec = SPECS[key]
            # The English name and what the tooltip says are found too: "version", "backup" and so on.
            also = " ".join((spec.text, spec.tip, translate(spec.tip) if spec.tip else ""))
            keys = (
                QKeySequence(spec.shortcuts[0]).toString(QKeySequence.SequenceFormat.NativeText)
                if spec.shortcuts
                else ""
            )
            refusal = window.actions_.reason(key)
            name = action.text().rstrip("…")
            icon = spec.icon or "arrow-right"
            yield Entry(f"action:{key}", "commands", name, refusal or keys, icon, action.trigger, also, refusal)
        document = window.document
        if not document.is_open:
            return
        for record in document.layers():
            go = partial(self._go_to_layer, record.uid)
            what = f"{words.role(record.role)} · {words.shape(record.shape)}"
            yield Entry(f"layer:{record.uid}", "layers", words.layer_title(record), what, "layers", go, record.title)
        for uid in words.DERIVED:
            yield Entry(f"layer:{uid}", "layers", words.derived(uid), "", "layers", partial(self._go_to_layer, uid))
        for zone in document.zones().itertuples(index=False):
            go = partial(window.hands.go_to, "zones", zone.uid)
            name, what = document.zone_name(zone), words.zone_class_short(zone.zone_class)
            yield Entry(f"zones:{zone.uid}", "zones", name, what, "shield", go, weight=float(zone.rank))
        for area in document.patrol_areas().itertuples(index=False):
            go = partial(window.hands.go_to, "patrol_areas", area.uid)
            yield Entry(
                f"patrol_areas:{area.uid}", "patrol_areas", str(area.name), str(area.note or ""), "waypoints", go
            )

        for scene in document.scenes():
            go = partial(window.scenes.go_to, scene.uid)
            yield Entry(f"scenes:{scene.uid}", "scenes", scene.name, "", "bookmark", go)

    def _go_to_layer(self, uid: str) -> None:
        self._window.left.show_page("layers")
        self._window.layers.choose(uid)
        self._window.map.zoom_to_layer(uid)

    def _place(self, places: PlaceNames, position: int) -> Entry:
        layer, what = places.layers[places.owner[position]]
        uids, name = places.uids[position], places.names.names[position]
        go = partial(self._go_to_places, layer, uids)
        return Entry(f"{layer}:{uids[0]}", "places", name, what, "map-pin", go, weight=-float(layer in places.counties))

    def _go_to_places(self, layer: str, uids: Sequence[str]) -> None:
        window = self._window
        if len(uids) == 1:
            window.hands.go_to(layer, uids[0])
            return
        window.map.select_all(layer, uids)
        window.map.zoom_to_features([(layer, uid) for uid in uids])
        window.refresh_actions()

    def _coordinates(self, text: str) -> list[Entry]:
        document = self._window.document
        if not document.is_open:
            return []
        epsg = self._window.map.canvas.scene.metric_epsg
        place = typed_place(text, epsg)
        if place is None:
            return []
        shown = f"{words.dms(place.lon, 'E', 'W')}  {words.dms(place.lat, 'N', 'S')}"
        detail = words.metric_crs_short(place.epsg) if place.epsg else tr("longitude and latitude")
        go = partial(self._window.map.show_point, place.lon, place.lat)
        return [Entry("", "coordinates", shown, detail, "crosshair", go)]
