"""What families are told about vaccines, and the ages that a child's timeline is made of."""
