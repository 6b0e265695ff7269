"""Pin a comment: a click says to what, the shape under it or the bare place."""

from __future__ import annotations

from app.canvas.tools.fire import FireTool


class CommentTool(FireTool):
    """A click pins the comment; a drag moves the map."""

    key = "new_comment"
