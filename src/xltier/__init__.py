"""xltier."""
