"""From facts to blocks to PDF, DOCX and XLSX."""
