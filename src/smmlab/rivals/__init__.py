"""Who else speaks to them: share of voice."""
