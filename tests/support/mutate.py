"""A module with one line wrong, for as long as a test looks: the code of its functions is swapped in place."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import CodeType, FunctionType, ModuleType


@contextmanager
def mutated(module: ModuleType, before: str, after: str) -> Iterator[None]:
    """Replace a text of a module's source and let every user of its functions run the result.

    Functions stay the objects that others imported, only their code changes, so no import needs to be repeated.

    Args:
        module: Of ours.
        before: A text that occurs exactly once in its source.
        after: What stands there instead.

    Raises:
        LookupError: The text does not occur once, or no function runs it: the mutation must follow the source.
    """
    source = inspect.getsource(module)
    if source.count(before) != 1:
        raise LookupError(f"{module.__name__} has {source.count(before)} x {before!r}")
    namespace = {"__name__": module.__name__, "__file__": module.__file__, "__package__": module.__package__}
    exec(compile(source.replace(before, after), str(module.__file__), "exec"), namespace)  # noqa: S102 - our own source
    changed: list[tuple[FunctionType, CodeType]] = []
    for function, other in _pairs(vars(module), namespace, module.__name__):
        if function.__code__ != other.__code__:
            changed.append((function, function.__code__))
            function.__code__ = other.__code__
    if not changed:
        raise LookupError(f"no function of {module.__name__} runs {before!r}")
    try:
        yield
    finally:
        for function, code in changed:
            function.__code__ = code


def _pairs(real: object, other: object, name: str) -> Iterator[tuple[FunctionType, FunctionType]]:
    """Yield the functions of two namespaces of a module, methods included, that have the same name."""
    left, right = (dict(space) if isinstance(space, Mapping) else dict(vars(space)) for space in (real, other))
    for key, value in left.items():
        one, two = _plain(value), _plain(right.get(key))
        if isinstance(one, FunctionType) and isinstance(two, FunctionType) and one.__module__ == name:
            yield one, two
        elif isinstance(value, type) and value.__module__ == name and isinstance(right.get(key), type):
            yield from _pairs(value, right[key], name)


def _plain(value: object) -> object:
    """Return the function inside a property or a cache."""
    if isinstance(value, property):
        return value.fget
    return getattr(value, "__wrapped__", value)
