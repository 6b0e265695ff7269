"""The render thread: draws the newest view it was asked for and lets a running picture finish.

While a planner drags the map every mouse move asks for a new view.  Cancelling the running picture each
time would mean that none is ever finished; so it is only cancelled when it could not be used at all.
"""

from __future__ import annotations

import logging
import math
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QImage, QPainter

from app import unforeseen
from app.canvas import labels, path_cache
from app.canvas.anchors import anchor
from app.canvas.render import RenderCancelled, RenderOptions, blank_image, placed_names, render
from app.canvas.reuse import Base, bare_parts, copies, part_of, place_in
from app.canvas.scene import Scene, SceneLayer
from app.canvas.sight import see
from app.canvas.snapping import index_of, snap_targets
from app.canvas.view import View, intersects
from app.canvas.warmup import warm_up
from layers.styling.colors import Sight

_log = logging.getLogger(__name__)

#: A first picture that takes longer than this is shown in its half-drawn state.
_EARLY_S = 0.12
#: A window with a new picture has painted it after so long.
_PAINT_S = 0.01
#: A map that nobody has moved for so long is left alone for a while.
_STILL_S = 0.1
#: The interpreter hands over this often, so that a long picture leaves the window its turns: a window asks for it
#: with each of a hundred calls of Qt into Python, and waits so long each time while others work.
_SWITCH_S = 0.0002


@dataclass(frozen=True)
class Picture:
    """A finished (or early) picture and what it shows."""

    image: QImage
    view: View
    scene: Scene
    is_complete: bool
    seconds: float
    sight: Sight = Sight.FULL


@dataclass(frozen=True)
class Request:
    """What to draw.

    ``shows_early``: nothing useful is on screen, so a half-drawn picture helps.  ``is_margin``: the view itself is on
    screen already, and this is about its surroundings.
    """

    scene: Scene
    view: View
    options: RenderOptions
    shows_early: bool = False
    is_margin: bool = False


class RenderWorker(QObject):
    """Draws requests one after the other in its own thread; the newest waiting request wins."""

    drawn = Signal(object)  # Picture
    prepared = Signal(object)  # Scene whose search trees are ready
    failed = Signal(object, str)  # SceneLayer that is left out, and why; told once
    levels_built = Signal(object)  # list of (key, level, bytes) that a plan may keep

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        warm_up()
        sys.setswitchinterval(min(sys.getswitchinterval(), _SWITCH_S))
        self._condition = threading.Condition()
        self._waiting: Request | None = None
        self._current: Request | None = None
        self._to_prepare: Scene | None = None
        self._prepared: Scene | None = None
        self._cancel = False
        self._is_busy = False
        self._closing = False
        self._told: dict[tuple[str, str], object] = {}
        self._base: Base | None = None  # of the picture before
        self._thread = threading.Thread(target=self._run, name="map-render", daemon=True)
        self._thread.start()

    def request(self, request: Request) -> None:
        """Ask for a picture; an older one that still waits is dropped."""
        with self._condition:
            self._waiting = request
            if self._current is not None and not _is_useful(self._current, request):
                self._cancel = True
            self._to_prepare = request.scene
            self._condition.notify()

    def close(self) -> None:
        """Stop drawing and wait for the thread."""
        with self._condition:
            self._closing = self._cancel = True
            self._waiting = self._to_prepare = None
            self._condition.notify()
        if self._thread is not threading.current_thread():
            self._thread.join(timeout=10.0)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being drawn or waits."""
        with self._condition:
            return self._current is None and self._waiting is None

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to draw or to make ahead."""
        with self._condition:
            return self._current is None and self._waiting is None and self._to_prepare is None and not self._is_busy

    def _run(self) -> None:
        while True:
            with self._condition:
                while self._waiting is None and self._to_prepare is None and not self._closing:
                    self._condition.wait()
                if self._closing:
                    return
                request, self._waiting = self._waiting, None
                self._current, self._cancel = request, False
                scene = self._to_prepare if request is None else None
                if request is None:
                    self._to_prepare = None
                self._is_busy = True
            try:
                if request is not None:
                    self._draw(request)
                elif scene is not None:
                    self._prepare(scene)
            except RenderCancelled:
                pass
            except Exception as error:
                # A broken layer must not take the map away: it is told, and the next request is tried.
                unforeseen.tell(error, "drawing the map")
            finally:
                with self._condition:
                    self._current, self._is_busy = None, False
                shown = scene if request is None else request.scene
                for layer in shown.layers if shown is not None else ():
                    for part in layer.parts:
                        part.shapes.rest()

    def _draw(self, request: Request) -> None:
        if request.is_margin and not self._window_has_painted():
            raise RenderCancelled
        started = time.perf_counter()
        path_cache.shared.begin_picture()
        view, scene, sight = request.view, request.scene, request.options.sight
        options = replace(request.options, cancelled=lambda: self._cancel, failed=self._layer_failed)
        placed = placed_names(scene, view, options)
        with labels.MadeAhead(placed, scene.theme.halo, view.dpr):
            image = self._without_names(request, options, started)
        under_names: list[tuple[QRect, QImage]] = []
        # Seen by other eyes the picture is not what the next one is made of.
        plain = image if sight is Sight.FULL else QImage(image)
        painter = QPainter(image)
        try:
            names = replace(options, with_shapes=False, placed=placed)
            if plain is image:
                names = replace(names, before_names=lambda places: under_names.extend(copies(image, places)))
            render(painter, scene, view, names)
        finally:
            # Leaving a painter active on an image that is freed crashes the process.
            painter.end()
        if not see(image, sight, lambda: self._cancel):
            raise RenderCancelled
        for one in (image, plain):
            one.setDevicePixelRatio(view.dpr)
        self._base = Base(plain, view, scene, under_names)
        self._publish(Picture(image, view, scene, True, time.perf_counter() - started, sight))

    def _window_has_painted(self) -> bool:
        """Let the window lay down the picture of its view before the surroundings take the interpreter's lock.

        Returns
        -------
        bool
            False when another view is wanted already.
        """
        with self._condition:
            return not self._condition.wait_for(lambda: self._waiting is not None or self._closing, _PAINT_S)

    def _without_names(self, request: Request, options: RenderOptions, started: float) -> QImage:
        """Return the picture of a view but for its names: drawn, or copied as far as the last one goes."""
        view, scene, sight = request.view, request.scene, request.options.sight
        base, image = self._base, blank_image(view)
        at = place_in(base, scene, view)
        next_early = started + _EARLY_S

        def after_layer() -> None:
            nonlocal next_early
            now = time.perf_counter()
            if request.shows_early and now >= next_early:
                next_early = now + 4 * _EARLY_S
                early = image.copy()
                early.setDevicePixelRatio(view.dpr)
                if see(early, sight, lambda: self._cancel):
                    self._publish(Picture(early, view, scene, False, now - started, sight))

        shapes = replace(options, with_labels=False)
        painter = QPainter(image)
        try:
            if base is None or at is None:
                self._base = None  # no use any more, and as large as this one
                render(painter, scene, view, replace(shapes, after_layer=after_layer))
                return image
            base.lay(painter, at)
            for part in bare_parts(QRect(at, base.image.size()), view):
                painter.save()
                try:
                    painter.translate(part.topLeft())
                    render(painter, scene, part_of(view, part), shapes)
                finally:
                    painter.restore()
        finally:
            painter.end()
        return image

    def _layer_failed(self, layer: SceneLayer, error: Exception) -> None:
        """Tell of a layer once, and again when it was read anew and still fails."""
        key = (layer.uid, str(error) or type(error).__name__)
        source = layer.raster or layer.parts
        if key in self._told and self._told[key] == source:
            return
        self._told[key] = source
        _log.warning("layer %s is not drawn", layer.uid, exc_info=error)
        if not self._closing:
            self.failed.emit(layer, key[1])

    def _publish(self, picture: Picture) -> None:
        if not self._closing:
            self.drawn.emit(picture)

    def _prepare(self, scene: Scene) -> None:
        """Build the search trees while nobody waits for a picture, so that hovering answers at once."""
        with self._condition:
            # Whoever has just moved the map often moves it again, and a tree begun is not left half built.
            self._condition.wait_for(lambda: self._waiting is not None or self._closing, _STILL_S)
        if self._must_stop(scene):
            return
        if not self._read_all(scene):
            return
        steps: list[Callable[[], object]] = [
            part.shapes.prepare for layer in reversed(scene.layers) if layer.is_pickable for part in layer.parts
        ]
        steps += [partial(index_of, shapes) for _, shapes in snap_targets(scene)]
        for step in steps:
            if self._must_stop(scene):
                return
            try:
                step()
            except Exception as error:
                unforeseen.tell(error, "preparing a layer for searching")
        if self._prepared is not scene:
            self._prepared = scene
            self.prepared.emit(scene)
        self._build_levels(scene)

    def _read_all(self, scene: Scene) -> bool:
        """Have vertices read that nobody has asked for yet; return False when a picture is wanted before they are."""
        for later in {shapes.to_read for layer in scene.layers for shapes in (part.shapes for part in layer.parts)} - {
            None
        }:
            assert later is not None
            later.begin(self._is_drawing)
            while not later.is_read:
                if self._must_stop(scene):
                    return False
                with self._condition:
                    self._condition.wait(_PAINT_S)
        return True

    def _is_drawing(self) -> bool:
        return not self.is_idle and not self._closing

    def _build_levels(self, scene: Scene) -> None:
        """Make the detail levels that will be wanted next, and offer them to be kept."""
        seen = [layer for layer in scene.layers if layer.visible]
        drawn = [part.shapes for layer in seen for part in layer.parts if not part.style.is_point]
        try:
            for shapes in drawn:
                for _ in shapes.pyramid.build_ahead():
                    if self._must_stop(scene):
                        return
            if not self._find_anchors(scene, seen):
                return
            # Parts of one layer share its facts.
            rows = list({row[:2]: row for shapes in drawn for row in shapes.new_rows()}.values())
        except Exception as error:
            unforeseen.tell(error, "making detail levels ahead")
            return
        if rows and not self._closing:
            self.levels_built.emit(rows)

    def _find_anchors(self, scene: Scene, layers: list[SceneLayer]) -> bool:
        """Find where names of areas belong, for the plan to keep; return False when a picture is wanted before."""
        areas = {labels.shapes for layer in layers for labels in layer.labels if labels.style.placement == "area"}
        for shapes in areas:
            for index in range(len(shapes) if shapes.may_offer_anchors else 0):
                try:
                    anchor(shapes, index)
                except Exception:
                    _log.exception("a name has no place")
                    shapes.keep_no_anchors()
                    break
                if self._must_stop(scene):
                    return False
        return True

    def _must_stop(self, scene: Scene) -> bool:
        """Whether somebody waits for a picture; the scene is gone on with after that."""
        with self._condition:
            if self._waiting is not None or self._closing:
                self._to_prepare = self._to_prepare or scene
                return True
        return False


def _is_useful(current: Request, newest: Request) -> bool:
    """Return whether a running picture is still worth finishing when another view is wanted."""
    if current.scene is not newest.scene or current.options.sight is not newest.options.sight:
        return False
    ratio = current.view.metres_per_px / newest.view.metres_per_px
    if current.is_margin and not math.isclose(ratio, 1.0, rel_tol=1e-9):
        return False  # the view has gone to another scale, and its old surroundings would only keep it waiting
    return 0.4 < ratio < 2.5 and intersects(current.view.extent, newest.view.extent)
