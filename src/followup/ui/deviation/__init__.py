"""The queue of deviations, and one case: its proof, its steps and the next one."""
