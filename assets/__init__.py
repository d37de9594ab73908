"""Generators of every mesh, texture and sound; what they make is cached, never edited by hand."""
