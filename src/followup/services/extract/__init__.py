"""All that the store holds on one vehicle or one person, as that person may ask to see it."""
