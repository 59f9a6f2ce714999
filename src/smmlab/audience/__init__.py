"""Who is there: segments, demographics, active hours."""
