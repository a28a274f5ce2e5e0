"""Monitoring of the community right livelihood programme: registers in, right numbers out."""
