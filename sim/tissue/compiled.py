"""Loops over voxels as machine code, with their types kept for the checker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Compile a function of numbers and arrays; the machine code is kept on disk between runs."""
    return cast(Function, njit(cache=True)(function))
