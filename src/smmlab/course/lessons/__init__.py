"""What lessons show and work out beside the analyses of smmlab."""
