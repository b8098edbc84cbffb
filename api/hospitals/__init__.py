"""The hospital directory: an operator's list, checked and made ready for phones."""
