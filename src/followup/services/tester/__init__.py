"""The requirement tester: a proposed clause over the deliveries that are stored."""
