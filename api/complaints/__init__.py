"""Complaints: what a family writes, what the service answers, and one more look."""
