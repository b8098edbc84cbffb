"""The rules of use in plain words: `notices.md`, read into a tree of nodes for the phone."""
