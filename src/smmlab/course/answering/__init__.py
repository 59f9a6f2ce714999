"""How an answer is read, judged, kept and shown."""
