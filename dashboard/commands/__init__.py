"""One module per command: `add` declares its options, `run` calls the rooms and returns the exit code.

Whatever a command needs is imported when it runs, so that a quick one stays quick.
"""
