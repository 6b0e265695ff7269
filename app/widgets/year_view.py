"""A year at a glance: twelve months, the days of seasons tinted, a mark on each day that has something."""

from __future__ import annotations

import calendar as months
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QLocale, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from app import register_words, theme
from layers.export.year_texts import title_text
from layers.year.calendar import Calendar, SeasonSpan
from layers.year.model import Entry, Standing

_COLUMNS, _ROWS = 4, 3
_GAP, _TITLE_PX, _WEEK_PX = 16, 20, 14
_MOST_TIPS = 6
#: Fill of days within a season, by kind: hue only; the legend and the tooltip say which.
_SEASON = {"fire": QColor(214, 94, 0), "flood": QColor(0, 114, 178)}
_SEASON_ALPHA = 34
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}
#: The mark of a day is that of what presses most on it.
_PRESSING = (Standing.OVERDUE, Standing.SOON, Standing.COMING, Standing.FACT, Standing.DONE)


@dataclass(frozen=True)
class DayMark:
    """What one day shows: the standing of what presses most, how many there are, and what they are."""

    standing: Standing
    count: int
    tip: str
    can_move: bool = False


class YearView(QWidget):
    """Shows a year; a day is chosen by mouse or arrow keys, what can be moved is dragged to another day."""

    day_chosen = Signal(object)  # date
    day_opened = Signal(object)  # date: double click, or Enter
    day_dragged = Signal(object, object)  # from, to

    def __init__(self) -> None:
        super().__init__()
        self._year = 2000
        self._today: date | None = None
        self._marks: Mapping[date, DayMark] = {}
        self._seasons: Sequence[SeasonSpan] = ()
        self._season_tips: Mapping[str, str] = {}
        self.chosen: date | None = None
        self._hovered: date | None = None
        self._pressed: date | None = None
        self._press_at = QPoint()
        self._target: date | None = None  # the day something is dragged to
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("The year at a glance"))

    def sizeHint(self) -> QSize:
        """Room for days that can be hit."""
        return QSize(4 * 7 * theme.px(22) + 3 * _GAP, 3 * theme.px(_TITLE_PX + _WEEK_PX + 6 * 21) + 2 * _GAP)

    def minimumSizeHint(self) -> QSize:
        """The least at which numbers can be read."""
        return QSize(4 * 7 * theme.px(17) + 3 * _GAP, 3 * theme.px(_TITLE_PX + _WEEK_PX + 6 * 15) + 2 * _GAP)

    def show_year(
        self,
        year: int,
        today: date,
        marks: Mapping[date, DayMark],
        seasons: Sequence[SeasonSpan],
        season_tips: Mapping[str, str],
    ) -> None:
        """Show a year; ``today`` is the plan's reference date."""
        self._year, self._today, self._marks = year, today, marks
        self._seasons, self._season_tips = seasons, season_tips
        if self.chosen is not None and self.chosen.year != year:
            self.chosen = None
        self.update()

    def choose(self, day: date | None) -> None:
        """Mark a day as chosen; nobody is told."""
        self.chosen = day if day is not None and day.year == self._year else None
        self.update()

    # -- where things lie -----------------------------------------------------------------------

    def _month_rect(self, month: int) -> QRectF:
        row, column = divmod(month - 1, _COLUMNS)
        width = (self.width() - _GAP * (_COLUMNS - 1)) / _COLUMNS
        height = (self.height() - _GAP * (_ROWS - 1)) / _ROWS
        return QRectF(column * (width + _GAP), row * (height + _GAP), width, height)

    def rect_of(self, day: date) -> QRectF:
        """Return where a day lies."""
        month = self._month_rect(day.month)
        first = date(day.year, day.month, 1).weekday()
        row, column = divmod(first + day.day - 1, 7)
        top = month.top() + theme.px(_TITLE_PX + _WEEK_PX)
        height = (month.height() - theme.px(_TITLE_PX + _WEEK_PX)) / 6
        return QRectF(month.left() + column * month.width() / 7, top + row * height, month.width() / 7, height)

    def day_at(self, point: QPointF) -> date | None:
        """Return the day under a point."""
        for month in range(1, 13):
            if not self._month_rect(month).contains(point):
                continue
            for number in range(1, months.monthrange(self._year, month)[1] + 1):
                day = date(self._year, month, number)
                if self.rect_of(day).contains(point):
                    return day
        return None

    # -- drawing --------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw twelve months."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small, bold = QFont(self.font()), QFont(self.font())
        small.setPixelSize(theme.px(11))
        bold.setPixelSize(theme.px(12))
        bold.setWeight(QFont.Weight.DemiBold)
        locale = QLocale()
        for month in range(1, 13):
            rect = self._month_rect(month)
            painter.setFont(bold)
            painter.setPen(QColor(theme.tokens().text))
            title = QRectF(rect.left() + 3, rect.top(), rect.width(), theme.px(_TITLE_PX))
            painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, locale.standaloneMonthName(month))
            painter.setFont(small)
            painter.setPen(QColor(theme.tokens().muted))
            for weekday in range(7):
                place = QRectF(rect.left() + weekday * rect.width() / 7, rect.top() + theme.px(_TITLE_PX),
                               rect.width() / 7, theme.px(_WEEK_PX))  # fmt: skip
                name = locale.standaloneDayName(weekday + 1, locale.FormatType.NarrowFormat)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name)
            for number in range(1, months.monthrange(self._year, month)[1] + 1):
                self._draw_day(painter, date(self._year, month, number))
        painter.end()

    def _draw_day(self, painter: QPainter, day: date) -> None:
        look, rect = theme.tokens(), self.rect_of(day)
        for span in self._seasons:
            if span.start <= day <= span.end:
                tint = QColor(_SEASON[span.kind.value])
                tint.setAlpha(_SEASON_ALPHA)
                painter.fillRect(rect.adjusted(0, 1, 0, -1), tint)
                break
        inner = rect.adjusted(1, 1, -1, -1)
        if day == self.chosen or day == self._target:
            painter.setPen(QPen(QColor(look.accent), 1.6))
            painter.setBrush(QColor(look.accent_soft))
            painter.drawRoundedRect(inner, 4, 4)
        elif day == self._hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.border))
            painter.drawRoundedRect(inner, 4, 4)
        mark = self._marks.get(day)
        color = look.text if mark is not None else look.muted
        if day == self._today:
            painter.setPen(QPen(QColor(look.accent), 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner, 4, 4)
            color = look.accent
        painter.setPen(QColor(color))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        text = rect.adjusted(0, 0, 0, -5 if mark is not None else 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if mark is not None:
            draw_mark(painter, QPointF(rect.center().x(), rect.bottom() - 4.5), mark.standing)

    # -- hands ----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a day."""
        day = self.day_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and day is not None:
            self._pressed, self._press_at = day, event.position().toPoint()
            self.choose(day)
            self.day_chosen.emit(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light a day up, or drag what is on the pressed one."""
        day = self.day_at(event.position())
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            mark = self._marks.get(self._pressed)
            far = (event.position().toPoint() - self._press_at).manhattanLength() >= QApplication.startDragDistance()
            if mark is not None and mark.can_move and far:
                self._target = day
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if day != self._hovered or self._target is not None:
            self._hovered = day
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Drop what was dragged."""
        pressed, target = self._pressed, self._target
        self._pressed = self._target = None
        self.unsetCursor()
        self.update()
        if pressed is not None and target is not None and target != pressed:
            self.day_dragged.emit(pressed, target)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a day."""
        day = self.day_at(event.position())
        if day is not None:
            self.day_opened.emit(day)

    def leaveEvent(self, _event: QEvent) -> None:
        """Nothing is under the mouse."""
        self._hovered = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go through the days, Enter opens one, Escape lets go of what is dragged."""
        if event.key() in _STEPS:
            start = self.chosen or (self._today if self._today and self._today.year == self._year else None)
            day = (start or date(self._year, 1, 1)) + timedelta(days=_STEPS[Qt.Key(event.key())] if start else 0)
            if day.year == self._year:
                self.choose(day)
                self.day_chosen.emit(day)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen is not None:
            self.day_opened.emit(self.chosen)
        elif event.key() == Qt.Key.Key_Escape and self._target is not None:
            self._pressed = self._target = None
            self.unsetCursor()
            self.update()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say what is on the day under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self.day_at(QPointF(event.pos()))
            if day is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self.tip_of(day), self)
            return True
        return super().event(event)

    def tip_of(self, day: date) -> str:
        """Return what a day holds: its date, its seasons, its entries."""
        lines = [day.isoformat()]
        kinds = dict.fromkeys(span.kind.value for span in self._seasons if span.start <= day <= span.end)
        lines += [self._season_tips[kind] for kind in kinds if kind in self._season_tips]
        if day == self._today:
            lines.append(self.tr("Reference date of the plan"))
        mark = self._marks.get(day)
        return "\n".join([*lines, *([mark.tip] if mark is not None else [])])


def draw_mark(painter: QPainter, center: QPointF, standing: Standing) -> None:
    """Draw the sign of a standing: shape and colour say the same, so it reads in grey too."""
    look, x, y = theme.tokens(), center.x(), center.y()
    painter.setPen(Qt.PenStyle.NoPen)
    if standing is Standing.OVERDUE:
        painter.setBrush(QColor(look.danger))
        painter.drawPolygon(QPolygonF([QPointF(x - 3.6, y + 3), QPointF(x + 3.6, y + 3), QPointF(x, y - 3.4)]))
    elif standing is Standing.SOON:
        painter.setBrush(QColor(look.warning))
        corners = [QPointF(x, y - 3.6), QPointF(x + 3.6, y), QPointF(x, y + 3.6), QPointF(x - 3.6, y)]
        painter.drawPolygon(QPolygonF(corners))
    elif standing in (Standing.COMING, Standing.UNKNOWN):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(look.accent), 1.4))
        painter.drawEllipse(center, 2.5, 2.5)
    elif standing is Standing.FACT:
        painter.setBrush(QColor(look.muted))
        painter.drawRect(QRectF(x - 3, y - 0.8, 6, 1.6))
    else:
        painter.setBrush(QColor(look.faint))
        painter.drawEllipse(center, 2.0, 2.0)


def marks_of(entries: Sequence[Entry], year: Calendar) -> dict[date, DayMark]:
    """Return what each day of the year shows; a span marks each of its days."""
    words = register_words.words()
    by_day: dict[date, list[Entry]] = {}
    first, last = date(year.year, 1, 1), date(year.year, 12, 31)
    for one in entries:
        if one.day is None:
            continue
        start, end = max(one.day, first), min(one.end or one.day, last)
        for number in range((end - start).days + 1):
            by_day.setdefault(start + timedelta(days=number), []).append(one)
    marks = {}
    for day, there in by_day.items():
        lines = [f"· {title_text(one, words)}" for one in there[:_MOST_TIPS]]
        if len(there) > _MOST_TIPS:
            lines.append(words.text("year_paper.more", count=len(there)))
        movable = any(one.can_move and one.day == day for one in there)
        standing = next((one for one in _PRESSING if one in {year.standing(entry) for entry in there}), Standing.DONE)
        marks[day] = DayMark(standing, len(there), "\n".join(lines), movable)
    return marks


class Legend(QWidget):
    """What the signs and tints mean, in one line."""

    def __init__(self, texts: Mapping[Standing, str], seasons: Mapping[str, str]) -> None:
        super().__init__()
        self._texts, self._seasons = dict(texts), dict(seasons)
        self.setFixedHeight(20)
        self.setAccessibleName("  ".join([*self._texts.values(), *self._seasons.values()]))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(theme.px(11))
        painter.setFont(font)
        metrics, x, middle = painter.fontMetrics(), 4.0, self.height() / 2
        for standing, text in self._texts.items():
            draw_mark(painter, QPointF(x + 4, middle), standing)
            x = self._say(painter, text, x + 12, metrics.horizontalAdvance(text))
        for kind, text in self._seasons.items():
            tint = QColor(_SEASON[kind])
            tint.setAlpha(_SEASON_ALPHA * 2)
            painter.fillRect(QRect(round(x), round(middle) - 5, 14, 10), tint)
            x = self._say(painter, text, x + 18, metrics.horizontalAdvance(text))
        painter.end()

    def _say(self, painter: QPainter, text: str, x: float, width: int) -> float:
        painter.setPen(QColor(theme.tokens().muted))
        painter.drawText(QRectF(x, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
        return x + width + 14
