"""The commands of `sammachip`, one module each: `add` declares its options, `run` gives the exit code."""
