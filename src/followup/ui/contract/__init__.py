"""The contract page's parts."""
