"""A second opinion on questions: a sentence encoder (MiniLM, int8) and a linear head."""
