"""The questions of a questionnaire as organisers ask them."""
