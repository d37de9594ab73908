"""Values of any message type, made from the type itself: whatever its fields and bounds allow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from msgspec import inspect

_SHORT = 12


def anything(kind: type) -> st.SearchStrategy[Any]:
    """Any value of that type, within its bounds; long fields stay short, save now and then."""
    return _of(inspect.type_info(kind))


def _of(info: inspect.Type) -> st.SearchStrategy[Any]:
    return _MAKERS[type(info)](info)


def _integers(info: inspect.IntType) -> st.SearchStrategy[int]:
    return st.integers(-(2**53) if info.ge is None else info.ge, 2**53 if info.le is None else info.le)


def _texts(info: inspect.StrType) -> st.SearchStrategy[str]:
    return st.text(st.characters(codec="utf-8"), min_size=info.min_length or 0, max_size=_most(info))


def _structs(info: inspect.StructType) -> st.SearchStrategy[Any]:
    return st.builds(info.cls, **{field.name: _of(field.type) for field in info.fields})


_MAKERS: dict[type[inspect.Type], Callable[[Any], st.SearchStrategy[Any]]] = {
    inspect.NoneType: lambda info: st.none(),
    inspect.BoolType: lambda info: st.booleans(),
    inspect.IntType: _integers,
    inspect.FloatType: lambda info: st.floats(info.ge, info.le, allow_nan=False),
    inspect.StrType: _texts,
    inspect.BytesType: lambda info: st.binary(min_size=info.min_length or 0, max_size=_most(info)),
    inspect.EnumType: lambda info: st.sampled_from(list(info.cls)),
    inspect.UnionType: lambda info: st.one_of([_of(each) for each in info.types]),
    inspect.ListType: lambda info: st.lists(_of(info.item_type), max_size=3),
    inspect.VarTupleType: lambda info: st.lists(_of(info.item_type), max_size=3).map(tuple),
    inspect.DictType: lambda info: st.dictionaries(
        _of(info.key_type), _of(info.value_type), min_size=info.min_length or 0, max_size=3
    ),
    inspect.StructType: _structs,
}


def _most(info: inspect.StrType | inspect.BytesType) -> int:
    least = info.min_length or 0
    return max(least, min(_SHORT, info.max_length if info.max_length is not None else _SHORT))
