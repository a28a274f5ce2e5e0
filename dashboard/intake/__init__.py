"""The door: register files in, checked rows out. Reading → checking → storing."""
