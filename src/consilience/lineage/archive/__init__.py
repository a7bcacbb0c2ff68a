"""Copies in piles that do not fit into memory: the same steps over files in a caller's folder."""
