"""Engines that speak: one file each."""
