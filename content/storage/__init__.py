"""Where a diary is kept; the only place that knows a database."""
