"""The facts of a season as they stand in its file; docs/formats/season.md describes them."""
