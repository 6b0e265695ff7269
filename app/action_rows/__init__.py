"""The rows of the table of actions (:mod:`app.action_table`), a module for each part of the work."""
