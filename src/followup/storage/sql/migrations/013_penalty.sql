-- one row per requirement also says what a breach costs, or a better result earns, by its own words
ALTER TABLE requirement ADD COLUMN penalty VARCHAR;
