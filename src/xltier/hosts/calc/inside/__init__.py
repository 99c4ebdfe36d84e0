"""What runs inside LibreOffice, under its own Python: the component, and what it reads of a document through UNO."""
