"""Small widgets that several panels and dialogs share; they know nothing of plans."""
