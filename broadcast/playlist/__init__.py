"""Danh sách phát: what one station plays on one day, as a snapshot and in every form players read."""
