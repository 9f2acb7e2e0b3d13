"""What turns sound into words."""
