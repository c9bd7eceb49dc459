-- one row per brief stored for a meeting: what it said, and the newest act it was computed from
CREATE TABLE brief (
    act_id BIGINT, brief VARCHAR, meeting VARCHAR, stored_date DATE, as_of DATE,
    known_act BIGINT, lang VARCHAR, goals VARCHAR, figures VARCHAR, document VARCHAR,
    reference VARCHAR
);
