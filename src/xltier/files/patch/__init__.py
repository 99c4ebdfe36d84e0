"""Write-back into a user's workbook that loses nothing: only the parts that must change are changed."""
