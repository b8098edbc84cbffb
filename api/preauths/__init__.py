"""Pre-authorisation (事先授权): what needs the insurer's written yes, and by when."""
