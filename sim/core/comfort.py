"""What a person in a headset may ask of the room, so that they stand, reach and feel well."""

from __future__ import annotations

from enum import StrEnum


class ComfortWish(StrEnum):
    """One wish; the table moves by a step each time it is asked for."""

    TABLE_UP = "table_up"
    TABLE_DOWN = "table_down"
    SEATED = "seated"
    STANDING = "standing"
    RECENTRE = "recentre"
    VIBRATION_OFF = "vibration_off"
    VIBRATION_SOFT = "vibration_soft"
    VIBRATION_FULL = "vibration_full"
