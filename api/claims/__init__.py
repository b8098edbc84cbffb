"""Claims: what families hand in afterwards, and what becomes of it (manual, chapter 9)."""
