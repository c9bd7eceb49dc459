"""Nothing is lost: backups, restoring one, and building the store anew from the originals."""
