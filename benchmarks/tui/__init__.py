"""The full screen, measured at a real pseudo-terminal."""
