"""The text of a plate's QR code: which plan it shows, and which plate it is.

Digits, capitals and ``-:`` only, which a QR code packs closely (ISO/IEC 18004, alphanumeric mode): about a hundred
characters in 37 × 37 modules that also survive a fold across the paper.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

_PATTERN = re.compile(r"LIANFANG-PLATE:1:([0-9A-F]{64}):([0-9A-F]{12}):(\d+)-(\d+):(\d+)")


@dataclass(frozen=True)
class PlateCode:
    """What a plate says of itself.

    Attributes
    ----------
    content_hash : str
        Of the plan, 64 hex digits (:func:`layers.plan.content_hash.content_hash`).
    plate : str
        Twelve hex digits, the same for the same plate of the same plan.
    number, count : int
        Which sheet of how many.
    scale : int
        Denominator.
    """

    content_hash: str
    plate: str
    number: int = 1
    count: int = 1
    scale: int = 0

    @property
    def text(self) -> str:
        """Return what the QR code holds."""
        return (
            f"LIANFANG-PLATE:1:{self.content_hash.upper()}:{self.plate.upper()}:{self.number}-{self.count}:{self.scale}"
        )

    @classmethod
    def parse(cls, text: str) -> PlateCode | None:
        """Return what a scanned text says; None when it comes from no plate."""
        found = _PATTERN.fullmatch(text.strip().upper())
        if found is None:
            return None
        content, plate, number, count, scale = found.groups()
        return cls(content.lower(), plate.lower(), int(number), int(count), int(scale))


def plate_id(*facts: object) -> str:
    """Return twelve hex digits for what makes a plate this plate: its subject, its ground, its paper."""
    return hashlib.sha256("\x1f".join(map(str, facts)).encode()).hexdigest()[:12]
