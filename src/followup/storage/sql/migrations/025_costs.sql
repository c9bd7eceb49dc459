-- one row per version of a comparison of life-cycle costs: what it is about, and how it is counted.
-- is_removed takes the comparison back; reason says why it was changed or taken back
CREATE TABLE cost_comparison (
    act_id BIGINT, comparison VARCHAR, known_from DATE, title VARCHAR, kind VARCHAR,
    organisation VARCHAR, currency VARCHAR, timing VARCHAR, note VARCHAR, reason VARCHAR,
    is_removed BOOLEAN
);
-- one row per alternative of a version, in its place from 1
CREATE TABLE cost_alternative (
    act_id BIGINT, place INTEGER, name VARCHAR, form VARCHAR, fuel VARCHAR
);
-- one row per input of a version, in its order: of all alternatives (place 0) or of one. value is
-- the number as it was written, and null where it is not known
CREATE TABLE cost_input (
    act_id BIGINT, place INTEGER, line INTEGER, input VARCHAR, value VARCHAR, source VARCHAR
);
