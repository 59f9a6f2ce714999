"""Tables that no reader knows: their columns are named once, by a person, and remembered."""
