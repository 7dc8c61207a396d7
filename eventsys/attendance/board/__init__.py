"""The live board: how many came and are inside, from sums that are kept."""
