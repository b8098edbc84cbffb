"""Everything that is sent: SMS and the inbox; nothing is sent around this."""
