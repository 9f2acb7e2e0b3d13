"""The diary taken along, brought back and drawn; the database itself is content/storage."""
