"""The widgets of our own, one module each."""
