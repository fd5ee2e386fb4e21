"""Kho: tables of what was published, and the folder of clips."""
