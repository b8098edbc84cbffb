"""Bills of what a family pays itself, and how each is paid once."""
