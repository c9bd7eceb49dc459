"""Outputs: workbooks, tables and documents from plain values."""
