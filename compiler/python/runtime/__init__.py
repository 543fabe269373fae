"""What every generated checker holds besides its norms: reading facts, judged days, pooling, readings, the report."""
