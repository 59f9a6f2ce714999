"""Data that travel with smmlab: the sample client and its card."""
