"""Income outcomes: before and after, by group, against other figures, and what to doubt."""
