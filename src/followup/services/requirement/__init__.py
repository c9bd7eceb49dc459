"""Requirements: builder, library, rows of a register, versions, evidence, words."""
