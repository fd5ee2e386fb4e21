"""What a station keeps in files: schedules.yaml, scripts_vi/, jingles/; every fault with its line."""
