"""Samples, files and devices."""
