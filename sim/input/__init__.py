"""Where input frames come from: a desk with mouse, keyboard and gamepad; bots; recorded runs."""
