-- one row per word on a contract's index clause: that it holds, or that it was taken away; the
-- newest known one holds
CREATE TABLE index_clause (
    act_id BIGINT, known_from DATE, contract VARCHAR, is_removed BOOLEAN, clause VARCHAR
);

-- one row per word on an index number that was read from a file; the newest known one of each
-- series, variant, reference and month holds. published is the first day anybody could know it
CREATE TABLE index_point (
    act_id BIGINT, known_from DATE, series VARCHAR, variant VARCHAR, "month" DATE, months INTEGER,
    value DECIMAL(24, 6), reference VARCHAR, published DATE, source VARCHAR, place VARCHAR
);

-- one row per word on an adjustment that was carried out; the newest known one of each month holds
CREATE TABLE index_adjustment (
    act_id BIGINT, known_from DATE, contract VARCHAR, "month" DATE, price DECIMAL(24, 6),
    note VARCHAR
);
