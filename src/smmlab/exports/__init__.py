"""Raw exports: bytes to canonical rows; one reader file per source."""
