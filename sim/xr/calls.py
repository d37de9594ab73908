"""OpenXR's functions without pyopenxr's wrapping, for what is called many times a picture.

A call through `xr.raw_functions` makes an enumeration member of every result; these give a plain number.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import xr
from xr.library import openxr_loader_library as _loader


def function(name: str, *types: Any) -> Callable[..., int]:
    """A function of OpenXR's core by name, with its ctypes ``types``. It returns XrResult as a number."""
    found = _loader[name]  # by item, unlike by attribute, it is one of our own and not the one that pyopenxr has set up
    found.restype = ctypes.c_int32
    found.argtypes = types
    return found


def checked(result: int) -> int:
    """The result of a call where it is a success. Raises pyopenxr's exception otherwise."""
    if result < 0:
        raise xr.check_result(xr.Result(result))
    return result
