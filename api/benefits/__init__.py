"""What a plan covers, and how much of it is used."""
