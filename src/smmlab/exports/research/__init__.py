"""Data sets of researchers: CrowdTangle, Meta Content Library, Reddit."""
