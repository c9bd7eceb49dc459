"""From the bytes of a supplier's file to a draft; no database, no screen."""
