"""Models to one programme: names resolved, expressions typed, faults noted."""
