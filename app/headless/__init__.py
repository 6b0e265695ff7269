"""Headless commands: the desktop's main path without a window.

Each module has one ``run(arguments) -> exit code``; :mod:`app.headless.console` holds what they share.
"""
