"""What is wrong with a widget: no name, letters that are cut, keys that are missing."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QCalendarWidget,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from app.widgets.basics import ElidedLabel, WrappedLink
from tests.app.everything import room_of

_HANDLED = (
    *(
        QAbstractButton,
        QComboBox,
        QLineEdit,
        QAbstractSpinBox,
        QAbstractItemView,
        QAbstractSlider,
        QTextEdit,
        QPlainTextEdit,
        QTabBar,
    ),
)
#: Painted, and said in words beside them.
DECORATION = frozenset({"WayBar", "ShareBar", "Spotlight"})
_SLACK_PX = 2


def _is_inner(widget: QWidget) -> bool:
    """Whether a widget is a part that Qt itself makes of another: the other one has the name."""
    if widget.objectName().startswith("qt_") or isinstance(widget, QScrollBar | QHeaderView | QMainWindow):
        return True
    if type(widget) is QWidget and isinstance(widget.parent(), QAbstractScrollArea):  # a viewport
        return True
    parent = widget.parentWidget()
    if parent is None and not widget.isWindow():
        return True
    while parent is not None:
        is_whole = isinstance(parent, QComboBox | QAbstractSpinBox | QCalendarWidget | QAbstractItemView | QLineEdit)
        if isinstance(parent, QMenu) or (is_whole and not type(widget).__module__.startswith("app.")):
            return True
        parent = parent.parentWidget()
    return False


def spoken_name(widget: QWidget) -> str:
    """Return what a screen reader calls a widget, as Qt tells it."""
    told = QAccessible.queryAccessibleInterface(widget)
    if isinstance(widget, QComboBox):  # on Linux its name is its choice; what it is for is said by a label
        labels = [one for one, _kind in told.relations(QAccessible.RelationFlag.Label)]
        return " ".join(filter(None, (one.text(QAccessible.Text.Name) for one in labels)))
    return told.text(QAccessible.Text.Name)


def is_handled(widget: QWidget) -> bool:
    """Whether a person does something with a widget, or reads a picture in it."""
    paints = type(widget).__module__.startswith("app.") and "paintEvent" in type(widget).__dict__
    takes_keys = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not isinstance(widget, QLabel)
    return (isinstance(widget, _HANDLED) or takes_keys or paints) and not _is_inner(widget)


def without_name(widget: QWidget) -> str:
    """Return where a widget without a name stands; "" when it has one or needs none."""
    if not is_handled(widget) or type(widget).__name__ in DECORATION:
        return ""
    comes_later = isinstance(widget, QPushButton) or (isinstance(widget, QAbstractButton) and widget.icon().isNull())
    if comes_later and not widget.isVisible() and not widget.text():  # its words come with what it is for
        return ""
    if widget.parentWidget() is None and not widget.isVisible():
        return ""  # left over
    name = spoken_name(widget)
    return "" if name.strip() else f"{room_of(widget)}: {type(widget).__name__} {widget.toolTip()[:30]}"


def _lines(metrics: QFontMetrics, text: str) -> int:
    return max((metrics.horizontalAdvance(line) for line in text.split("\n")), default=0)


def _cut_text(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    if not text or isinstance(widget, ElidedLabel | WrappedLink) or widget.toolTip() == text:
        return ""  # what is left out stands in the tooltip
    size, wanted = widget.size(), widget.sizeHint()
    if isinstance(widget, QLabel) and widget.wordWrap():
        wanted = QSize(0, widget.heightForWidth(size.width()))
    if isinstance(widget, QToolButton) and widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly:
        return ""
    is_cut = wanted.width() > size.width() + _SLACK_PX or wanted.height() > size.height() + _SLACK_PX
    return f"{text[:40]!r} {wanted.width()}×{wanted.height()} in {size.width()}×{size.height()}" if is_cut else ""


def _cut_field(widget: QWidget) -> str:
    metrics, size = widget.fontMetrics(), widget.size()
    if isinstance(widget, QLineEdit | QComboBox | QAbstractSpinBox) and size.height() < metrics.height() + 2:
        return f"{metrics.height()} px of letters in {size.height()}"
    if isinstance(widget, QAbstractSpinBox):
        room = widget.findChild(QLineEdit).width()
        if metrics.horizontalAdvance(widget.text()) > room:
            return f"{widget.text()!r} in {room} px"
    if isinstance(widget, QTabBar) and not widget.usesScrollButtons():
        wide = sum(widget.tabRect(at).width() for at in range(widget.count()) if widget.isTabVisible(at))
        if wide > size.width() + _SLACK_PX:
            return f"tabs of {wide} px in {size.width()}"
    return ""


def _cut_rows(view: QAbstractItemView) -> str:
    model = view.model()
    if model is None or model.rowCount(view.rootIndex()) == 0:
        return ""
    high = view.visualRect(model.index(0, 0, view.rootIndex())).height()
    if 0 < high < view.fontMetrics().height():
        return f"rows of {high} px for letters of {view.fontMetrics().height()}"
    return ""


def cut_in(root: QWidget) -> Iterator[str]:
    """Yield what is cut in something that is seen, by its letters and the room they have."""
    for widget in (root, *root.findChildren(QWidget)):
        if not widget.isVisible() or _is_inner(widget):
            continue
        said = _cut_text(widget) or _cut_field(widget)
        if not said and isinstance(widget, QAbstractItemView):
            said = _cut_rows(widget)
        if said:
            yield f"{room_of(widget)}: {type(widget).__name__} {widget.accessibleName()[:20]} {said}"


def catches_tab(widget: QWidget) -> bool:
    """Whether Tab never leads out of a widget."""
    if isinstance(widget, QAbstractItemView):
        return widget.tabKeyNavigation() and not _is_inner(widget)
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return not widget.tabChangesFocus() and not widget.isReadOnly()
    return False


def without_default(dialog: QDialog) -> bool:
    """Whether Enter does nothing in a dialog that asks something."""
    buttons = [one for one in dialog.findChildren(QPushButton) if one.isVisible() and one.isEnabled()]
    return dialog.isModal() and bool(buttons) and not any(one.isDefault() or one.autoDefault() for one in buttons)


def inside(widget: QWidget, root: QWidget) -> bool:
    """Whether a widget lies wholly in another."""
    return root.rect().contains(QRect(widget.mapTo(root, widget.rect().topLeft()), widget.size()))
