"""The open view: editions that anybody may read."""
