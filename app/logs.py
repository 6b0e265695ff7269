"""The log: small files that take turns, warnings and news of the program, nothing personal.

``lianfang.log`` is the desktop's, ``lianfang-cli.log`` the command line's, each of a megabyte at most, with two
before it.  They lie in the user's own folder for logs; ``LIANFANG_CONFIG`` moves it with everything else.
``LIANFANG_LOG=debug`` writes more, ``warning`` less.
"""

from __future__ import annotations

import logging
import logging.handlers
import os
import sys
from pathlib import Path
from types import TracebackType

from app.discreet import discreet, discreet_traceback

#: One file, and how many are kept beside it.
MAX_BYTES, KEPT = 1_000_000, 2
DESKTOP, COMMANDS = "lianfang.log", "lianfang-cli.log"
_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
#: Whose news are written; of libraries only warnings are, whatever the level.
_OURS = ("app", "layers")
_DEFAULT = "info"


def log_dir() -> Path:
    """Return the folder of the log files."""
    moved = os.environ.get("LIANFANG_CONFIG")
    if moved:
        return Path(moved)
    from platformdirs import user_log_path

    return user_log_path("lianfang", appauthor=False)


def start(name: str = DESKTOP) -> None:
    """Write into the log of that name from now on; a second call changes nothing."""
    root = logging.getLogger()
    if any(isinstance(one, DiscreetHandler) for one in root.handlers):
        return
    try:
        log_dir().mkdir(parents=True, exist_ok=True)
        # The file is made with the first line: a command that has nothing to say leaves none.
        root.addHandler(DiscreetHandler(log_dir() / name))
    except OSError:
        if sys.stderr is None or name == COMMANDS:  # a program without a console; a command says what matters itself
            root.addHandler(logging.NullHandler())
        else:
            told = logging.StreamHandler()
            told.setFormatter(DiscreetFormatter())
            root.addHandler(told)
    level = _LEVELS.get(os.environ.get("LIANFANG_LOG", _DEFAULT).lower(), _LEVELS[_DEFAULT])
    root.setLevel(max(level, logging.WARNING))
    for ours in _OURS:
        logging.getLogger(ours).setLevel(level)


def stop() -> None:
    """Write no more; tests, of which many run in one process, end so."""
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, DiscreetHandler)]:
        root.removeHandler(handler)
        handler.close()
        root.setLevel(logging.WARNING)
        for ours in _OURS:
            logging.getLogger(ours).setLevel(logging.NOTSET)


def last_lines(count: int = 100) -> list[str]:
    """Return the end of the log that is written to; nothing when there is none."""
    ours = [one for one in logging.getLogger().handlers if isinstance(one, DiscreetHandler)]
    path = Path(ours[0].baseFilename) if ours else log_dir() / DESKTOP
    try:
        with path.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - 400 * count))
            text = file.read().decode("utf-8", errors="replace")
    except OSError:
        return []
    return text.splitlines()[-count:]


class DiscreetFormatter(logging.Formatter):
    """Time, level, module; then what is left of message and traceback."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Return the lines of a record; the record stays as it is for other handlers."""
        lines = [f"{self.formatTime(record)} {record.levelname} {record.name}: {discreet(_message(record))}"]
        if record.exc_info and record.exc_info[1] is not None:
            lines.append(discreet_traceback(record.exc_info[1]))
        if record.stack_info:
            lines.append(discreet(record.stack_info))
        return "\n".join(lines)


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception as error:  # a message that does not fit its values must not take the log away
        return f"{record.msg} [{type(error).__name__}]"


class DiscreetHandler(logging.handlers.RotatingFileHandler):
    """Rotates as far as it can: where another program holds the file, or the disk is full, the work goes on."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=MAX_BYTES, backupCount=KEPT, encoding="utf-8", errors="replace", delay=True)
        self.setFormatter(DiscreetFormatter())

    def doRollover(self) -> None:
        """Take turns; where that is refused, begin the file anew, so that it stays small all the same."""
        try:
            super().doRollover()
        except OSError:
            if self.stream is not None:
                self.stream.close()
            self.stream = Path(self.baseFilename).open("w", encoding="utf-8", errors="replace")  # noqa: SIM115

    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing: a full disk is told where the plan is kept."""


def exception_info(error: BaseException) -> tuple[type[BaseException], BaseException, TracebackType | None]:
    """Return an error as the log takes it, from whichever thread."""
    return type(error), error, error.__traceback__
