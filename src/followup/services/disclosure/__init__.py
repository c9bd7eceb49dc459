"""Reports as public documents: what is asked to be secret, and what is given out masked."""
