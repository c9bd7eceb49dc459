"""Pure rules: from a measure and a dated limit to a verdict, and why."""
