"""What runs on the surgeon's machine."""
