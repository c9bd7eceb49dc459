"""The tester: a proposed clause over what suppliers have already delivered."""
