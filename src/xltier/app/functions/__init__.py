"""The worksheet functions: one catalogue, computed the same for every host."""
