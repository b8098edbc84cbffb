"""The signed pass behind a card's QR, the code under it, and what a reception learns of them."""
