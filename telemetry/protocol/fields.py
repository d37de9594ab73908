"""Kinds of fields, with their bounds. A bounded number is never NaN or infinite; msgspec holds that when it decodes."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from ..quantised import POSE_BYTES
from . import limits

Number = Annotated[int, Meta(ge=0, le=limits.MAX_NUMBER)]
"""Counts from 1 where something is numbered; 0 means none yet, and as a member the hub itself."""
Count = Annotated[int, Meta(ge=0, le=1_000_000)]
Milliseconds = Annotated[int, Meta(ge=0, le=limits.MAX_NUMBER)]
Real = Annotated[float, Meta(ge=-1e12, le=1e12)]
Share = Annotated[float, Meta(ge=0.0, le=1.0)]
Byte = Annotated[int, Meta(ge=0, le=255)]
Name = Annotated[str, Meta(max_length=limits.MAX_NAME)]
Id = Annotated[str, Meta(max_length=limits.MAX_ID)]
"""Of an instrument, a step, a metric, a run: chosen by the trainer, opaque to the hub."""
SomeId = Annotated[str, Meta(min_length=1, max_length=limits.MAX_ID)]
Detail = Annotated[str, Meta(max_length=limits.MAX_DETAIL)]
PoseBytes = Annotated[bytes, Meta(min_length=POSE_BYTES, max_length=POSE_BYTES)]
"""A pose as `telemetry.quantised` packs it: any bytes of this length are a pose."""
PartBytes = Annotated[bytes, Meta(max_length=limits.MAX_PART_BYTES)]
