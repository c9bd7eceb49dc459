"""What organisations tell each other: good examples, talks, duties, papers, meetings."""
