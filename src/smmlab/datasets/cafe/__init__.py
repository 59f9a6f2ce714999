"""The sample client: a small café that does not exist, with known truth inside its exports."""
