"""The insured children, their policies and what a phone's card shows of them."""
