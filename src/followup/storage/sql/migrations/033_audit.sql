-- one row per act: its hash covers the sha256 of its detail and the seals of the rows it wrote, so
-- that either can be erased by a decision and the chain still verifies; acts from before have neither
ALTER TABLE act ADD COLUMN detail_hash VARCHAR;
ALTER TABLE act ADD COLUMN written VARCHAR;

-- one row per seal set anew: from this act on the rows of an earlier one in a table (or in act,
-- its detail) are these and no others. The newest holds
CREATE TABLE act_seal (
    act_id BIGINT, of_act BIGINT, table_name VARCHAR, row_count BIGINT, sha256 VARCHAR
);
