"""Speed and size, as ratios against a named peer and against the floor, in one run."""
