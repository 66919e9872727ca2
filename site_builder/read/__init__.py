"""Bytes into articles: one reader for each form of input."""
