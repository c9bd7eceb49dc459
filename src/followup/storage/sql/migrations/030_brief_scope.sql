-- one row per brief says whose contracts it adds up, as buyers' names are compared; NULL:
-- everybody's, or chosen contracts alone, and then only who sees everything reads it
ALTER TABLE brief ADD COLUMN organisations VARCHAR[];
