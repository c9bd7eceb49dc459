-- one row per word on a reference value of the organisation's own: that it holds, or that it was
-- taken back. Nothing is deleted; known_from is the day of the act
CREATE TABLE own_figure (
    act_id BIGINT, known_from DATE, identifier VARCHAR, is_withdrawn BOOLEAN, kind VARCHAR,
    subject VARCHAR, country VARCHAR, part VARCHAR, unit VARCHAR, value DECIMAL(18, 6),
    low DECIMAL(18, 6), high DECIMAL(18, 6), valid_from DATE, valid_to DATE, status VARCHAR,
    publisher VARCHAR, title VARCHAR, "year" VARCHAR, address VARCHAR, read_at VARCHAR,
    note VARCHAR
);
