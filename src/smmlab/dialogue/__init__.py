"""How the talk goes: answers, waiting, unrest."""
