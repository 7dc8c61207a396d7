"""Whether pictures of a child may be shown, as the family answered and answered again."""
