"""The tests. What several of them share is imported as `tests.<module>`."""
