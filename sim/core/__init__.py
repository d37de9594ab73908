"""The pure core: poses, intents, snapshots, events, the procedure and its conditions.

Nothing here reads a clock, a file, a window or a random generator.
"""
