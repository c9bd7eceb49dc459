"""The matrix of verdicts, and the proof of one."""
