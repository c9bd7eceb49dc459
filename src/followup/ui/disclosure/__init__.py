"""The page where reports are given out as public documents, and its parts on other pages."""
