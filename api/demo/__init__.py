"""Invented families for trying the service out."""
