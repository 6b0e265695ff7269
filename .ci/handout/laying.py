"""Scripts and texts that lie beside the program, as the system they are for reads them."""

from __future__ import annotations

import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent / "beside"
#: Suffix → encoding: PowerShell takes a script without a mark for one in the code page, cmd takes no mark.
_OF_WINDOWS = {".bat": "utf-8", ".ps1": "utf-8-sig"}


def lay(name: str, target: Path) -> None:
    """Copy a file of the folder ``beside``; scripts of Windows get its line ends, or labels are not found."""
    encoding = _OF_WINDOWS.get(Path(name).suffix)
    if encoding is None:
        shutil.copy(HERE / name, target)
    else:
        target.write_text((HERE / name).read_text(encoding="utf-8"), encoding=encoding, newline="\r\n")
