"""The guided notebooks, numbered as a strategist works."""
