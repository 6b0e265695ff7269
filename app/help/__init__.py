"""Help in the window: pages in both languages, which page belongs to what, and the viewer.

``asking`` is light and is all that cards and dialogs import; pages, topics and viewer are loaded when help is wanted.
"""
