"""The rules sheet as a form: yellow cells to edit, drop-downs, live checks, a box to try a customer."""
