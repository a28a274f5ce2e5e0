"""The meeting: decisions that are kept from one to the next, and the agenda as slides made of data."""
