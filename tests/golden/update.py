"""Draw the golden pictures anew: ``python -m tests.golden.update``.  Look at them before they are committed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def main() -> None:
    """Write every picture and say which changed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication, QImage

    application = QGuiApplication.instance() or QGuiApplication([])
    from tests.golden.comparing import compare, rounded
    from tests.golden.scenes import FOLDER, NAMES, draw, sample_plan
    from tests.shared_sample import analysed_sample

    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sample_plan(analysed_sample(Path(folder)), Path(folder)) as store:
        for name in NAMES:
            path, drawn = FOLDER / f"{name}.png", draw(store, name)
            before = QImage(str(path))
            said = "new"
            if not before.isNull():
                found = compare(drawn, before)
                said = f"mean {found.mean:.2f}, most {found.most:.0f}{'' if found.is_small else '  CHANGED'}"
            rounded(drawn).save(str(path), None, 0)  # 0: packed as small as PNG can be
            print(f"{name}: {said}, {path.stat().st_size // 1024} kB")
    del application


if __name__ == "__main__":
    main()
