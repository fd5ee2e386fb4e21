"""Lịch: places, hours and caps, campaigns, and the plan of a station's day."""
