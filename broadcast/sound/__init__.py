"""Âm thanh: the only code that touches samples and encoders."""
