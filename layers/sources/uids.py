"""Text uids that come from content: the same feature has the same uid in every plan and every reading."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import partial
from typing import TypeGuard

import numpy as np
from numpy.typing import NDArray

#: 16 digits come from content, 32 are those of rows drawn in the program.
_UID = re.compile(r"[0-9a-f]{16}|[0-9a-f]{32}")


def content_uids(role: str, labels: Sequence[str], wkb: NDArray[np.object_]) -> list[str]:
    """Return a unique 16-digit hex uid per feature.

    Parameters
    ----------
    role : str
        Value of the layer's role.
    labels : sequence of str
        Code or name of each feature, "" when it has none.
    wkb : ndarray of bytes or None
        Its geometry, EPSG:4490.

    Notes
    -----
    SHA-1 of role, label and the SHA-1 of the WKB, cut to 64 bits.  Features alike in all three are numbered in row
    order; for all others the order of rows does not matter.
    """
    return uids_of_digests(role, labels, [digest(shape) for shape in wkb.tolist()])


def digest(wkb: bytes | None) -> bytes:
    """Return the SHA-1 of a shape's WKB, none for none."""
    return hashlib.sha1(wkb, usedforsecurity=False).digest() if wkb else b""


def uids_of_digests(role: str, labels: Sequence[str], digests: Sequence[bytes]) -> list[str]:
    """Return :func:`content_uids` where the shapes' digests are known."""
    head = role.encode() + b"\0"
    sha1 = partial(hashlib.sha1, usedforsecurity=False)
    found = [
        sha1(head + label.encode() + b"\0" + shape).hexdigest()[:16]
        for label, shape in zip(labels, digests, strict=True)
    ]
    if len(set(found)) == len(found):
        return found
    seen: dict[str, int] = {}
    uids: list[str] = []
    for uid in found:
        repeat = seen.get(uid, 0)
        seen[uid] = repeat + 1
        uids.append(uid if repeat == 0 else _numbered(uid, repeat))
    return uids


def kept_uids(values: Sequence[object]) -> list[str] | None:
    """Return uids a file already carries, when every row has one of ours and none repeats; else None."""
    texts = [value if is_uid(value) else "" for value in values]
    return texts if texts and all(texts) and len(set(texts)) == len(texts) else None


def is_uid(value: object) -> TypeGuard[str]:
    """Tell whether a value is a uid as this program makes them."""
    return isinstance(value, str) and _UID.fullmatch(value) is not None


def _numbered(digest: str, repeat: int) -> str:
    return hashlib.sha1(f"{digest}#{repeat}".encode(), usedforsecurity=False).hexdigest()[:16]
