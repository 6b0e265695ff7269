"""What the map asks its render thread for, and when."""

import pytest
from PySide6.QtGui import QImage

from app.canvas import View
from app.canvas.pictures import PictureFeed
from app.canvas.scene import Scene
from app.canvas.styles import theme
from app.canvas.worker import Picture, RenderWorker

from .conftest import EPSG, X0, Y0


@pytest.fixture
def asked(monkeypatch):
    """The requests that the feed makes; nothing is drawn."""
    requests = []
    monkeypatch.setattr(RenderWorker, "request", lambda _, request: requests.append(request))
    return requests


def drawn(request):
    return Picture(QImage(1, 1, QImage.Format.Format_RGB32), request.view, request.scene, True, 0.0)


def test_what_is_in_sight_comes_before_surroundings_and_waits_for_none(qapp, asked, family):
    feed, scene = PictureFeed(family), Scene((), EPSG, theme("light"))
    view = View((X0, Y0), 10.0, (400.0, 300.0))
    try:
        feed.ask(scene, view)
        assert [(request.view, request.is_margin) for request in asked] == [(view, False)]
        feed._take(drawn(asked[0]))
        (_, margin) = asked
        assert margin.is_margin
        assert margin.view.size_px == (600.0, 450.0)

        # The view leaves the surroundings while they are on their way.
        moved = view.panned(250.0, 0.0)
        feed.ask(scene, moved)
        assert asked[2:] == [asked[2]]
        assert (asked[2].view, asked[2].is_margin) == (moved, False)
        feed._take(drawn(margin))
        assert len(asked) == 3, "or the view would wait until its new surroundings are drawn too"
        assert not feed.is_sharp(scene, moved)
        feed._take(drawn(asked[2]))
        assert feed.is_sharp(scene, moved)
        assert asked[3].is_margin
    finally:
        feed.close()
