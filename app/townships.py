"""The townships an area or a zone touches, in words: one line for each county; nothing for a plan without townships."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app import words

if TYPE_CHECKING:
    import shapely

    from app.document import Document

#: Townships named for each county; the largest parts come first.
_MOST = 6


def lines(document: Document, shape: shapely.Geometry) -> list[str]:
    """Return ``怀柔：汤河口镇 32 %、…`` for each county; the share is of the whole township."""
    found = document.townships_inside(shape)
    if found is None or found.empty:
        return []
    translate = QCoreApplication.translate
    told = []
    for county, rows in found.groupby("county", sort=True):
        shown = [
            translate("Townships", "{township} {share}").format(township=name or code, share=words.percent(share))
            for name, code, share in zip(rows["name"], rows["code"], rows["share"], strict=True)
        ]
        names = words.joined(shown[:_MOST])
        if len(shown) > _MOST:
            more = translate("Townships", "{names} and {count} more")
            names = more.format(names=names, count=len(shown) - _MOST)
        known = document.short_county_name(str(county)) if county else translate("Townships", "County unknown")
        told.append(translate("Townships", "{county}: {townships}").format(county=known, townships=names))
    return told
