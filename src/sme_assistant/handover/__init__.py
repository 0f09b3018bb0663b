"""A case in one file, to be opened on another computer (ADR 028)."""
