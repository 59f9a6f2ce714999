"""Where people gather: what to open on the chosen network, and what of it stands."""
