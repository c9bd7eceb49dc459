"""The pages of the network: good examples, meetings, duties, papers, questions."""
