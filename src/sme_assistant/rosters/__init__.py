"""Lists: read from files or typed rows, checked cell by cell."""
