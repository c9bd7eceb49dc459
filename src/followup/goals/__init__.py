"""Pure rules for goals: progress, gap, pace."""
