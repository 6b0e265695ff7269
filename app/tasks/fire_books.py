"""Writes what counties send each other, and scenarios side by side, as workbooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.tasks.fire import Compared, Sent
    from layers.progress import Progress


def write_sent(
    sent: Sent, names: Mapping[str, str], weathers: Sequence[str], path: Path, language: str, *, progress: Progress
) -> Path:
    """Write one matrix; ``weathers`` words each wind."""
    from app.sheets.words import load_words
    from layers.spread.matrix_book import notes_of, write_matrix

    progress(0.1, "export")
    words = load_words(language).group("matrix")
    notes = notes_of(words, _winds(sent.sending.winds, weathers, words), [(sent.fine, sent.coarse)], *_land(sent.land))
    return write_matrix(path, [sent.fine], names, words, notes)


def write_compared(
    compared: Compared,
    names: Mapping[str, str],
    weathers: Sequence[str],
    worst: Sequence[str],
    path: Path,
    language: str,
    *,
    progress: Progress,
) -> Path:
    """Write scenarios; ``weathers`` and ``worst`` word the weather of each and its worst wind."""
    from app.sheets.words import load_words
    from layers.spread.matrix_book import notes_of
    from layers.spread.scenario_book import write_scenarios

    progress(0.1, "export")
    words = load_words(language).group("matrix")
    titles = [one.name for one in compared.scenarios]
    said = "; ".join(f"{title}: {weather}" for title, weather in zip(titles, weathers, strict=True))
    pairs = [(one.fine, one.coarse) for one in compared.sendings]
    notes = notes_of(words, said, pairs, *_land(compared.land))
    for row, title in zip(notes[-len(titles) :], titles, strict=True):
        row[0] = f"{row[0]} · {title}"
    notes += [[f"{words['worst']} · {title}", wind] for title, wind in zip(titles, worst, strict=True)]
    return write_scenarios(path, titles, weathers, compared.sendings, names, words, notes)


def _winds(winds: Sequence[tuple[Any, float]], weathers: Sequence[str], words: Mapping[str, str]) -> str:
    pairs = zip(weathers, winds, strict=True)
    return "; ".join(words["share_of"].format(weather=text, share=f"{share:.3g}") for text, (_, share) in pairs)


def _land(land: Any) -> tuple[float, tuple[str, ...]]:
    return land.landscape.grid.cell_m, land.used
