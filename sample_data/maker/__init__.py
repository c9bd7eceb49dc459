"""How the invented suppliers write: the files of the sample world, from contracts and reports."""
