"""Checks of the bank for whoever writes it: pure functions that return findings."""
