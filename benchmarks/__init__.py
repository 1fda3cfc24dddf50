"""Programs that measure or train parts of kg on data that is not part of it."""
