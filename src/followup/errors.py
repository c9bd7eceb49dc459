"""Problems a user can act on. Bugs are not here: they crash into one handler."""

from __future__ import annotations


class UserError(Exception):
    """A problem with a code that the interface turns into words.

    ``code`` is a key under ``error.`` in the language files; ``params`` fill its text.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


class NoValueInForce(UserError):
    """A dated value was asked for on a day when none holds."""

    def __init__(self, name: str, day: object) -> None:
        super().__init__("no_value_in_force", name=name, day=day)
