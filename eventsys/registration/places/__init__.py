"""Whether a request can be met, and the places it then takes."""
