"""The secret link to a registration: found again, sent again, made anew."""
