"""Files that phones send, in pieces, over any network."""
