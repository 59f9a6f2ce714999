"""Answers of the APIs of Mastodon and Bluesky."""
