"""The register of organisations and units, with their dated names and their merges."""
