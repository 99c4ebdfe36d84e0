"""What only the office's own Python can run, because it speaks UNO: the component, what it reads, its deployment."""
