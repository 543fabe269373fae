"""The reference meaning: slow, short, plainly right."""
