"""What runs between machines; never imports `sim`."""
