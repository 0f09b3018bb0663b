"""What any face may ask of the program."""
