"""Follow-up of fossil-free requirements in public contracts."""
