"""Which one network: evidence, gates, fit."""
