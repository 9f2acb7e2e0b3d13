"""What the doctor looks at, one topic a file."""
