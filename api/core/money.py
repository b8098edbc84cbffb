"""Money is whole fen (¥1 = 100) and rates are basis points (100 % = 10,000)."""

WHOLE_BP = 10_000


def portion(amount_fen: int, rate_bp: int) -> int:
    """A share of an amount, rounded to the fen, half a fen up."""
    return (amount_fen * rate_bp * 2 + WHOLE_BP) // (WHOLE_BP * 2)


def yuan(amount_fen: int) -> str:
    """An amount as people write it: 920680 is `9,206.80`."""
    sign = "-" if amount_fen < 0 else ""
    whole, rest = divmod(abs(amount_fen), 100)
    return f"{sign}{whole:,}.{rest:02d}"
