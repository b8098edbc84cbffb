"""Visits to hospitals, as the insurer's system reports them."""
