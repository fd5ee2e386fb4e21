"""Doors: command line, API, pages. They ask a desk."""
