"""The outside world: one folder a kind, each with a default that needs nobody."""
