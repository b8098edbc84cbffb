"""What stops a build."""


class BuildError(Exception):
    """A source that can't be used; the text is for the person who runs the build."""
