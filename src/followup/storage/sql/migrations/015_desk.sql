-- one row per word on a planned follow-up of a contract: that it was held, or that this was a
-- mistake; the newest known one of a planned day holds, and nothing is deleted
CREATE TABLE follow_up_held (
    act_id BIGINT, contract VARCHAR, planned_date DATE, held_date DATE, found VARCHAR,
    is_held BOOLEAN, known_from DATE
);
-- one row per rule for small deviations of a contract or of an organisation; the newest holds.
-- A number left out is the next wider rule's: the organisation's, then the program's own.
CREATE TABLE small_rule (
    act_id BIGINT, scope VARCHAR, "name" VARCHAR, small_count INTEGER, small_months INTEGER,
    small_days_late INTEGER, small_gap DECIMAL(9, 6), reason VARCHAR, known_from DATE
);
