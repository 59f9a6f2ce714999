"""How the talk goes: answers, waiting, mood, reputation."""
