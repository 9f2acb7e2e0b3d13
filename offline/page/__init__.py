"""The local page: what the companion hears, says and guides, for whoever looks."""
