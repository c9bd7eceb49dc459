"""The page of reference values: which verdicts rest on, and the organisation's own."""
