"""Who signs in, what they are let into, and when that ends."""
