"""Từ bài viết đến tiếng loa: scripts to loudspeakers for Vietnam's local stations."""

__version__ = "0.1.0"
