"""Turns saved press articles on one deal into a published, cross-linked dossier."""

__version__ = "0.1.0"
