"""What spreads: content types, forms, rhythm."""
