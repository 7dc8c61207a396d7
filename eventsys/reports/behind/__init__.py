"""The rows behind a figure: facts that add up to exactly its pair."""
