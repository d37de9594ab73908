"""OpenXR: one file per concept. Nothing outside knows that there is an OpenXR."""
