"""Files of a meeting, made in the background: asked for, watched, called off, fetched."""
