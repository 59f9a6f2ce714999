"""Companies that do not exist, each with a year of exports and a known truth inside."""
