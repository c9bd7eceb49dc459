"""From a file to a stored report: reading, destination, doubts, submission."""
