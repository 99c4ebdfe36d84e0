"""What users ask for, one task a module; nothing here opens a file."""
