"""Where the card of a step lies: beside what it speaks of, never over it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize

_GAP_PX = 14
_EDGE_PX = 8


def place_beside(size: QSize, about: QRect, room: QRect, avoid: Sequence[QRect] = ()) -> QPoint:
    """Return the place of a card in ``room`` that covers nothing of ``about``, and least of ``avoid``.

    Sides come first, then below and above (for a button the other way round), then the corners, a little off the edge
    and at last on it; where no place is free, the one that covers least.
    Without ``about`` the card lies at the middle of the room's foot.
    """
    inner = room.adjusted(_EDGE_PX, _EDGE_PX, -_EDGE_PX, -_EDGE_PX)
    right, low = inner.right() - size.width() + 1, inner.bottom() - size.height() + 1
    if about.isEmpty():
        wished = [QPoint(inner.center().x() - size.width() // 2, low)]
    else:
        middle_x, middle_y = about.center().x() - size.width() // 2, about.center().y() - size.height() // 2
        beside = [
            QPoint(about.left() - size.width() - _GAP_PX, middle_y),
            QPoint(about.right() + 1 + _GAP_PX, middle_y),
        ]
        over = [
            QPoint(middle_x, about.bottom() + 1 + _GAP_PX),
            QPoint(middle_x, about.top() - size.height() - _GAP_PX),
        ]
        wished = [*over, *beside] if about.height() < size.height() else [*beside, *over]
    corners = [
        QPoint(inner.left(), low),
        QPoint(right, low),
        QPoint(right, inner.top()),
        QPoint(inner.left(), inner.top()),
    ]
    places = [
        QPoint(max(min(one.x(), right), inner.left()), max(min(one.y(), low), inner.top()))
        for one in (*wished, *corners)
    ]
    # In a small window a few pixels decide: at its very edge rather than over what the card speaks of.
    far, foot = room.right() - size.width() + 1, room.bottom() - size.height() + 1
    places += [QPoint(x, y) for y in (room.top(), foot) for x in (room.left(), far)]

    def cost(place: QPoint) -> tuple[int, int]:
        card = QRect(place, size)
        return _area(card & about), sum(_area(card & other) for other in avoid)

    return min(places, key=cost)


def _area(rect: QRect) -> int:
    return rect.width() * rect.height() if not rect.isEmpty() else 0
