"""Comments pinned to a place or a shape of the plan: talk about the plan, never part of what it says.

They travel with the plan and merge row by row; they are not in its content hash and in no document of the plan.
"""

from layers.comments.model import Comment, CommentState, TargetKind, Thread, threads

__all__ = ["Comment", "CommentState", "TargetKind", "Thread", "threads"]
