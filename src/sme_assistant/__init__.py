"""Guided application assistant for SME public service demonstration platforms."""

__version__ = "0.1.0"
