"""An independent reading of the model: exact arithmetic in plain Python, no library code inside."""
