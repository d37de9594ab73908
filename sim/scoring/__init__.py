"""Scores: metrics with their sources, norms, the score card."""
