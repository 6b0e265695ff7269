"""A plugin for pytest that fails a run in which anything tried to connect: ``pytest -p tests.tools.quiet``.

Where there is no interface a connection fails, and what tried it may have kept quiet about that.
"""

from __future__ import annotations

import sys
from typing import Any

import pytest

_TRIES = ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname")
_tried: list[str] = []


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    # A socket within this computer is named by a path, and reaches nobody.
    if event in _TRIES and not isinstance(arguments[-1], str | bytes):
        _tried.append(f"{event} {arguments[1:]!r}")
    elif event in _TRIES[2:]:
        _tried.append(f"{event} {arguments!r}")


sys.addaudithook(_hear)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run when anything tried to connect."""
    if _tried:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what tried."""
    terminalreporter.line(f"connections tried: {'; '.join(dict.fromkeys(_tried)) or 'none'}")
