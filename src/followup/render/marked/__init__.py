"""A supplier's own workbook with remarks: what must be changed is, every other byte stays."""
