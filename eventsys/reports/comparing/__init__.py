"""The figures of several years beside one another, as they were kept."""
