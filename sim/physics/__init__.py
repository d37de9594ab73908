"""Rigid bodies with PyBullet; the only package that imports it."""
