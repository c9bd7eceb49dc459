"""Price adjustment by index: clauses, index numbers from files, each month's working."""
