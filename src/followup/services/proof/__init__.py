"""The proof of a verdict: its rows, its words, its workbook."""
