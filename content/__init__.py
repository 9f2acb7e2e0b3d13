"""What Gut Feeling knows and says, and how a conversation goes; it knows no channel."""

__version__ = "0.1.0"
