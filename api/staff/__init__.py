"""People of the service: their accounts, how they sign in, what they have in hand."""
