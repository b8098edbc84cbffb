"""What stops a build."""

# A person mends the first ones and builds again.
MOST_COMPLAINTS = 20


class BuildError(Exception):
    """A source that can't be used; the text is for the person who runs the build."""
