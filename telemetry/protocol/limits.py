"""How much a message may hold. The hub refuses what is larger before it is decoded, where it can."""

from __future__ import annotations

MAX_MESSAGE_BYTES = 320 * 1024
"""Of any message to the hub; the websocket itself refuses more."""

MAX_PART_BYTES = 256 * 1024
"""Of one part of a snapshot or a run file."""

MAX_SNAPSHOT_BYTES = 32 * 1024 * 1024
MAX_RUN_FILE_BYTES = 256 * 1024 * 1024
MAX_STROKE_BYTES = 64 * 1024
"""Of one batch of strokes in bone."""
MAX_CARD_BYTES = 256 * 1024
MAX_VOICE_BYTES = 1275
"""The largest Opus frame (RFC 6716, 3.4)."""
MAX_STATE_BYTES = 32
"""What a thing's pose may carry beside it."""
MAX_DRAWN_POINTS = 1024
MAX_STREAM_ENTRIES = 64
"""In one message to the hub."""

MAX_CHAT = 2000
MAX_NAME = 40
MAX_ID = 64
"""Characters of an instrument's, step's or metric's id."""
MAX_DETAIL = 400
MAX_TOKEN = 4096
MAX_NUMBER = 2**53 - 1
"""Every number of an event: what JSON's readers hold exactly."""
