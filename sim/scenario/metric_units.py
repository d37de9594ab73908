"""The unit in which a scenario's number for a metric is handed to the scoring, by metric.

The scoring's registry is a room beside this one and is not imported; a test holds the two tables together.
"""

from __future__ import annotations

METRIC_UNITS: dict[str, str] = {
    "angle_error_deg": "deg",
    "clamp_angle_deg": "deg",
    "depth_reading_error_mm": "mm",
    "economy": "",
    "entry_error_mm": "mm",
    "heat_dose_s": "s",
    "hints_used": "",
    "instrument_errors": "",
    "ldlj": "",
    "near_engagement": "",
    "order_errors": "",
    "path_length_m": "m",
    "peak_force_n": "N",
    "peak_temperature_c": "degC",
    "plate_angle_deg": "deg",
    "plate_gap_mm": "mm",
    "plate_offset_mm": "mm",
    "plunge_mm": "mm",
    "reduction_angle_deg": "deg",
    "reduction_shift_mm": "mm",
    "restarts": "",
    "screw_length_error_mm": "mm",
    "screw_past_cortex_mm": "mm",
    "screw_stripped": "",
    "skive_mm": "mm",
    "sparc": "",
    "sterility_errors": "",
    "steps_unfinished": "",
    "time_s": "s",
    "torque_share": "",
    "torque_share_error": "",
    "wrong_answers": "",
}
"""Metric id -> unit (a key of `values.UNITS`)."""

REFERENCE_UNITS: dict[str, str] = {"economy": "m", "screw_length_error_mm": "mm"}
"""Metric id -> unit of the reference, for the metrics that take one."""
