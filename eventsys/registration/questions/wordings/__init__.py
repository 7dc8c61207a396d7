"""Questions in their languages, and how each stands beside the Danish."""
