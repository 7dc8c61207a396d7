"""Where things happen: districts, localities and venues."""
