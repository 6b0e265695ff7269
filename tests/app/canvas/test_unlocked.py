"""Strokes drawn without the interpreter's lock are those that PySide draws."""

import threading

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from app.canvas import unlocked
from app.fonts import sized


def drawn(draw, family):
    image = QImage(160, 40, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    path = QPainterPath()
    path.addText(QPointF(8.5, 26.25), sized(family, 13.0), "丰宁满族自治县")
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(0.85)
    draw(painter, path)
    painter.end()
    return image


def stroked(stroke, family):
    return drawn(lambda painter, path: stroke(painter, path, QPen(QColor(200, 30, 40), 4.0)), family)


def filled(draw, family):
    def both(painter, path):
        painter.setPen(QPen(QColor(30, 90, 40), 1.0))
        painter.setBrush(QColor(200, 220, 190))
        draw(painter, path)

    return drawn(both, family)


def test_the_picture_is_the_same_to_the_last_pixel(qapp, family):
    assert stroked(unlocked.stroke_path, family) == stroked(QPainter.strokePath, family)


def test_a_filled_path_is_the_same_too(qapp, family):
    assert filled(unlocked.draw_path, family) == filled(QPainter.drawPath, family)


def test_in_many_threads_at_a_time(qapp, family):
    wanted, found = stroked(QPainter.strokePath, family), []
    threads = [
        threading.Thread(target=lambda: found.extend(stroked(unlocked.stroke_path, family) for _ in range(5)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 20
    assert all(image == wanted for image in found)


def test_a_library_without_that_name_draws_as_ever(qapp, family, monkeypatch):
    assert unlocked._function.__wrapped__("?no", "_no") is None
    monkeypatch.setattr(unlocked, "_function", lambda *_: None)
    assert stroked(unlocked.stroke_path, family) == stroked(QPainter.strokePath, family)
    assert filled(unlocked.draw_path, family) == filled(QPainter.drawPath, family)


def test_a_painter_that_does_not_paint_does_nothing(qapp):
    unlocked.stroke_path(QPainter(), QPainterPath(), QPen())
    unlocked.draw_path(QPainter(), QPainterPath())
