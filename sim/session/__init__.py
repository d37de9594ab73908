"""The trainer itself: input frames go in, snapshots, events and measurements come out."""
