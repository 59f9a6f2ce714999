"""A class: its folders, its key, its grades."""
