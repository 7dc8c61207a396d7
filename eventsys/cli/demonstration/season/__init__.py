"""The year 2009 as facts of a season: its totals are the paper's, all below them is invented."""
