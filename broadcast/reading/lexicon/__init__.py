"""The tables that the rules read from: one file a subject, data only."""
