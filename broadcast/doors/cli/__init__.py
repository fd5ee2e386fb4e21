"""The command `broadcast`."""
