"""The console's frame and the work queue, drawn from what every feature offers."""
