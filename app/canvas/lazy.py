"""A value worked out when first asked for, without a lock.

``functools.cached_property`` of Python 3.11 holds one lock for all objects of a class while it works: the window
would wait until the render thread has taken a million vertices of another layer apart.  Two threads that ask at the
same time may both do the work, and get equal values.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class lazy(Generic[T]):  # noqa: N801 -- it is used as property is
    """As ``cached_property``, but objects do not wait for each other."""

    def __init__(self, work: Callable[[Any], T]) -> None:
        self._work = work
        self.__doc__ = work.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> lazy[T]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> lazy[T] | T:
        """Return the value; from the second time on the object's own dictionary answers."""
        if instance is None:
            return self
        value: T = self._work(instance)
        return instance.__dict__.setdefault(self._name, value)  # type: ignore[no-any-return]
