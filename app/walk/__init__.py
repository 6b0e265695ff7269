"""The guided walk through the sample: what the steps say, the card and the ring that show them.

``app.control.walking`` leads; everything here is loaded when a walk begins.
"""
