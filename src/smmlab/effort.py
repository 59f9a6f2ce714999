"""How much work things take where nobody has told: conventions that several rooms share."""

HOURS_PER_POST = 1.0
"""Hours that a post takes at the least."""
