"""The card of the point that is talked about, in type for the last row of a room."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.meeting.facts import Facts
from app.widgets.basics import label
from app.words import unbroken

WIDTH_PX = 292
_RIGHT = Qt.AlignmentFlag.AlignRight

#: Side of the picture of a class, at the size of a desk.
_SWATCH_PX = 14


class PointCard(QFrame):
    """Lies on the right side of the map; what is new replaces what was there."""

    grown = Signal()  # what it says wants another height

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.scale = 1.0  # of the wall; whoever places the card says it
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("What is talked about"))
        self.setFixedWidth(WIDTH_PX)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(10, 8, 4, 8)
        self.pages = QScrollArea()
        self.pages.setWidgetResizable(True)
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pages.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self.pages)
        self.facts = Facts()
        self._pause = QTimer(self, singleShot=True, interval=0)
        self._pause.timeout.connect(self.grown.emit)
        self.hide()

    def show_facts(self, number: int, facts: Facts, state: str = "") -> None:
        """Say what is known of a point of the agenda; ``state``: how it stands, in words."""
        self.facts = facts
        page = QWidget()
        page.setProperty("kind", "page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(str(number), "number"), alignment=Qt.AlignmentFlag.AlignTop)
        head.addWidget(label(facts.title, "title", wrap=True), 1)
        column.addLayout(head)
        if state:
            column.addWidget(label(state, "question"))
        if facts.headline:
            column.addWidget(self._headline(facts))
        for sentence in facts.why:
            column.addWidget(label(sentence, wrap=True))
        if facts.counties:
            column.addLayout(self._sides(facts))
        column.addLayout(self._sections(facts))
        column.addStretch(1)
        old = self.pages.takeWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        self.pages.setWidget(page)
        page.installEventFilter(self)  # it becomes as large as the wall wants it after it has come

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear that the page was laid out anew."""
        if event.type() is QEvent.Type.LayoutRequest and watched is self.pages.widget():
            self._pause.start()
        return super().eventFilter(watched, event)

    def tall_px(self) -> int:
        """Return how tall the card is with all it says: the map has what is below."""
        page, outer = self.pages.widget(), self.layout()
        inner = None if page is None else page.layout()
        if page is None or outer is None or inner is None:
            return 0
        for one in (page, *page.findChildren(QWidget)):
            one.ensurePolished()  # letters have the size of the wall
        margins = outer.contentsMargins()
        frame = 2 * self.frameWidth() + 2 * self.pages.frameWidth()
        wide = self.width() - margins.left() - margins.right() - frame
        inner.invalidate()
        return inner.totalHeightForWidth(wide) + margins.top() + margins.bottom() + frame

    def text(self) -> str:
        """Return all that is said."""
        from PySide6.QtWidgets import QLabel

        page = self.pages.widget()
        return "\n".join(one.text() for one in page.findChildren(QLabel)) if page is not None else ""

    def _headline(self, facts: Facts) -> QWidget:
        frame = QFrame()
        frame.setProperty("kind", "tint")
        row = QHBoxLayout(frame)
        row.setContentsMargins(6, 4, 6, 4)
        row.setSpacing(6)
        if facts.zone_class:
            from app.panels.zones import class_swatch

            swatch = label()
            picture = class_swatch(facts.zone_class, round(_SWATCH_PX * self.scale * self.devicePixelRatioF()))
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            swatch.setPixmap(picture)
            row.addWidget(swatch, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(facts.headline, wrap=True), 1)
        return frame

    def _sides(self, facts: Facts) -> QGridLayout:
        """Who is affected, by side, and how much land is whose."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(0, 1)
        heads = (self.tr("People"), self.tr("Villages"), "hm²", QCoreApplication.translate("Words", "mu"))
        for place, head in enumerate(heads, start=1):
            grid.addWidget(label(head, "small"), 0, place, _RIGHT)
        for at, one in enumerate(facts.counties):
            row = 1 + at
            kind = "question" if at == len(facts.counties) - 1 and at else ""
            grid.addWidget(label(one.name, kind), row, 0)
            for place, text in enumerate((one.people, one.villages, one.area_ha, one.area_mu), start=1):
                grid.addWidget(label(text, kind), row, place, _RIGHT)
        return grid

    @staticmethod
    def _sections(facts: Facts) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        for row, section in enumerate(facts.sections):
            grid.addWidget(label(section.heading, "heading"), row, 0, Qt.AlignmentFlag.AlignTop)
            lines = "\n".join(unbroken(line) for line in section.lines)
            grid.addWidget(label(lines, wrap=True), row, 1)
        return grid
