"""Scripts for developers: run them as ``python -m tests.tools.NAME``."""
