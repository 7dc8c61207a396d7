"""The worklist of texts that are outdated, made by a machine or missing."""
