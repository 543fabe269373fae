"""Facts: the values that engines read, and the documents they come from."""
