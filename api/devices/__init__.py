"""Phones of a family: binding, sessions, step-up, unbinding."""
