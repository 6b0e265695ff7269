"""Versions of what the counties agree on: draft, negotiated, signed; who agreed to what; and the way back from paper.

A *thing* is a joint-patrol area or an agreement with its annex.  Its content has a hash; whoever agrees or signs does
so to that hash.  A signed version is kept whole and the thing is frozen (:mod:`layers.plan.freezing`) until an
amendment, the next version, is begun.  :mod:`~layers.versions.paper_code` writes and reads what paper shows,
:mod:`~layers.versions.checking` answers whether it still holds, :mod:`~layers.versions.redline` says what differs.
"""

from layers.versions.content import Content, content_hash, content_hashes
from layers.versions.model import Act, Consent, Thing, ThingKind, Version, VersionState, version_uid

__all__ = [
    "Act",
    "Consent",
    "Content",
    "Thing",
    "ThingKind",
    "Version",
    "VersionState",
    "content_hash",
    "content_hashes",
    "version_uid",
]
