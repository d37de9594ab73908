"""What must not be lost: rooms, who was there, events, score cards, run files."""
