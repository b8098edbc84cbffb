"""One pull for all that phones hold a copy of."""
