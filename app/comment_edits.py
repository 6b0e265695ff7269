"""Comments pinned to the plan: one method, one gesture."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.editing import Editing
from layers.comments import Comment, CommentState, TargetKind, Thread, threads

if TYPE_CHECKING:
    import shapely

_FIRST_WORDS = 24


class CommentEditing(Editing):
    """The part of :class:`~app.document.Document` that the list of comments talks to."""

    def comments(self) -> list[Comment]:
        """Return all comments and replies, oldest first."""
        return self._get("comments")  # type: ignore[no-any-return]

    def comment_threads(self) -> list[Thread]:
        """Return the threads, the one spoken in last first."""
        return threads(self._get("comments"))

    def comment_thread(self, uid: str) -> Thread | None:
        """Return one thread; None when it is gone."""
        return next((one for one in self.comment_threads() if one.uid == uid), None)

    def add_comment(
        self,
        text: str,
        author: str,
        county: str,
        at: shapely.Geometry,
        target: tuple[TargetKind, str, str] = (TargetKind.PLACE, "", ""),
    ) -> str:
        """Pin a comment to a place (EPSG:4490) or to what is there: kind, uid and name of it.  Returns its uid."""
        now = _now()
        kind, uid, title = target
        comment = Comment(
            uuid.uuid4().hex,
            text.strip(),
            author,
            county,
            now,
            now,
            geometry=at,
            target_kind=kind,
            target=uid,
            target_title=title,
        )
        self._edit("comment_added", lambda store: store.put_comments([comment]), name=_begin(text))
        return comment.uid

    def reply_to(self, uid: str, text: str, author: str, county: str) -> None:
        """Reply to a comment.  Somebody else's word answers an open thread; the asker's own opens it again."""
        thread = self._thread(uid)
        now = _now()
        reply = Comment(uuid.uuid4().hex, text.strip(), author, county, now, now, thread=uid)
        rows = [reply]
        is_askers = (author, county) == (thread.first.author, thread.first.county)
        state = thread.state
        if state is not CommentState.SETTLED:
            state = CommentState.OPEN if is_askers else CommentState.ANSWERED
        if state is not thread.state:
            rows.append(replace(thread.first, state=state, changed_at=now))
        self._edit("comment_replied", lambda store: store.put_comments(rows), name=_begin(thread.first.text))

    def set_comment_state(self, uid: str, state: CommentState) -> None:
        """Settle a thread, or open it again."""
        first = self._thread(uid).first
        changed = replace(first, state=state, changed_at=_now())
        self._edit(f"comment_{state.value}", lambda store: store.put_comments([changed]), name=_begin(first.text))

    def remove_thread(self, uid: str) -> None:
        """Take a comment away with its replies."""
        thread = self._thread(uid)
        uids = [uid, *(reply.uid for reply in thread.replies)]
        self._edit("comment_removed", lambda store: store.remove_comments(uids), name=_begin(thread.first.text))

    def _thread(self, uid: str) -> Thread:
        found = self.comment_thread(uid)
        if found is None:
            raise KeyError(uid)
        return found


def _begin(text: str) -> str:
    """Return the first words of a comment, for the history."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _FIRST_WORDS else flat[: _FIRST_WORDS - 1] + "…"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
