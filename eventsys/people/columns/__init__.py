"""Which columns of a list somebody wants to see, remembered for the next time."""
