"""Round scales, and which of them shows a piece of ground on a piece of paper."""

from __future__ import annotations

#: Denominators that are offered and chosen by themselves; any other from LEAST to MOST may be typed.
SCALES = (
    1000, 2000, 2500, 5000, 10_000, 15_000, 20_000, 25_000, 30_000, 40_000, 50_000, 60_000, 75_000, 100_000, 125_000,
    150_000, 200_000, 250_000, 300_000, 400_000, 500_000, 600_000, 750_000, 1_000_000, 1_250_000,
    1_500_000, 2_000_000, 2_500_000, 3_000_000, 5_000_000,
)  # fmt: skip
LEAST_SCALE, MOST_SCALE = 500, 10_000_000

#: The map shows at least a quarter more than its subject.
AROUND = 1.25


def fitting_scale(width_m: float, height_m: float, frame_mm: tuple[float, float], *, around: float = AROUND) -> float:
    """Return the largest round scale at which a frame shows an extent with something around it.

    Parameters
    ----------
    width_m, height_m : float
        The extent on the ground, metres.
    frame_mm : (width, height)
        The map's frame on paper.
    around : float
        How many times the extent is shown.

    Returns
    -------
    float
        One of :data:`SCALES`, or exactly what is needed where none is small enough.
    """
    needed = 1000.0 * around * max(width_m / frame_mm[0], height_m / frame_mm[1])
    return next((float(scale) for scale in SCALES if scale >= needed), needed)


def next_scale(scale: float, step: int) -> int:
    """Return the round scale that is ``step`` places farther out (positive) or closer in from one."""
    if step > 0:
        return next((one for one in SCALES if one > scale * 1.001), SCALES[-1])
    return next((one for one in reversed(SCALES) if one < scale * 0.999), SCALES[0])


def typed_scale(text: str) -> int | None:
    """Return the denominator of ``1:50 000``, ``1：5万``, ``50000``; None where it is none or out of bounds."""
    bare = "".join(text.split()).replace("：", ":").replace(",", "")  # of every kind of space
    bare = bare.removeprefix("1:")
    factor = 1
    if bare.endswith("万"):
        bare, factor = bare[:-1], 10_000
    try:
        value = round(float(bare) * factor)
    except (ValueError, OverflowError):
        return None
    return value if LEAST_SCALE <= value <= MOST_SCALE else None
