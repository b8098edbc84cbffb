"""What every feature stands on. Nothing in here knows insurance."""
