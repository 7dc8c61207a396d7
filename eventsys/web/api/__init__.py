"""The API for phones and scripts."""
