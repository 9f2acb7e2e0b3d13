"""What stands on a terminal while something sounds."""
