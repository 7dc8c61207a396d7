"""The rows behind a figure, which add up to it."""
