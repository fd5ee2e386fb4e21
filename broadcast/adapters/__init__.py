"""One file per real alternative of a machine."""
