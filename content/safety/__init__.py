"""Looked at before anything else, in every scene."""
