"""When something was, as people say it; and how much room a file takes."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QLocale


def moment(when: datetime) -> str:
    """Return the local date and time to the minute."""
    return f"{when.astimezone():%Y-%m-%d %H:%M}"


def local_day(stamp: str) -> str:
    """Return the local day of a UTC time as plans keep it; what is no time stays as it is.

    The first ten letters of such a time are another day for a third of the hours in China.
    """
    return _local(stamp, "%Y-%m-%d")


def local_moment(stamp: str) -> str:
    """Return the local date and time to the minute of a UTC time as plans keep it; what is no time stays as it is."""
    return _local(stamp, "%Y-%m-%d %H:%M")


def _local(stamp: str, form: str) -> str:
    try:
        return datetime.fromisoformat(stamp).astimezone().strftime(form)
    except (ValueError, OverflowError, OSError):
        return stamp


def ago(when: datetime, now: datetime | None = None) -> str:
    """Return how long ago something was, in the largest unit that says enough; nothing for the future."""
    now = now or datetime.now(UTC)
    translate = QCoreApplication.translate
    minutes = (now - when).total_seconds() / 60.0
    days = (now.astimezone().date() - when.astimezone().date()).days
    if minutes < -1:
        return ""
    if minutes < 1:
        return translate("Ages", "just now")
    if minutes < 60:
        return translate("Ages", "{count} min ago").format(count=int(minutes))
    if minutes < 24 * 60:
        return translate("Ages", "{count} h ago").format(count=int(minutes // 60))
    if days <= 1:
        return translate("Ages", "yesterday")
    if days < 14:
        return translate("Ages", "{count} days ago").format(count=days)
    if days < 61:
        return translate("Ages", "{count} weeks ago").format(count=days // 7)
    return translate("Ages", "{count} months ago").format(count=days // 30)


def file_size(size_bytes: int) -> str:
    """Return e.g. ``3.2 MB``."""
    return QLocale().formattedDataSize(size_bytes, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
