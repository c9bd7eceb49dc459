-- what a breach of a requirement costs, or a better result earns, by its own words
ALTER TABLE requirement ADD COLUMN penalty VARCHAR;
