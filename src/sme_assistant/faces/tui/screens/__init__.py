"""The screens, one module each; ``desk`` holds what all of them share."""
