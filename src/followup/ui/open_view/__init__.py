"""The open view on its page: the edition in force, all editions, and the form to publish."""
