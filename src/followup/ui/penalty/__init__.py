"""Penalty and bonus: the rule in the builder, the basis in a case, the sums on a contract."""
