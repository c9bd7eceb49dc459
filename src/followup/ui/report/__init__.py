"""The report page's parts."""
