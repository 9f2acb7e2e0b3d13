"""The sounds of the companion, synthesised."""
