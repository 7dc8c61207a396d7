"""The questions of a questionnaire: asked, changed, moved and taken away."""
