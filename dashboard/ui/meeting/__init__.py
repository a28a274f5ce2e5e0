"""The meeting: what is told in which order, the show on the screen, decisions."""
