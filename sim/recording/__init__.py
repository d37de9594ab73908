"""The run file: everything a person did, kept so that it can be shown and scored again (see docs/run-file.md)."""
