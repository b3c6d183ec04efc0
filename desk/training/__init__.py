"""The training ground: exercises that look at what was really done, and the way back to the start."""
