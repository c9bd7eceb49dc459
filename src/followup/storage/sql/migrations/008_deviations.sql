-- one row per case of a deviation: what it is about
CREATE TABLE deviation (
    act_id BIGINT, deviation VARCHAR, contract VARCHAR, ground VARCHAR, period_start DATE,
    period_end DATE, requirement VARCHAR, reporter VARCHAR, report_type VARCHAR, parts VARCHAR
);
-- one row per step of a case; who and when it was written down stand in its act
CREATE TABLE deviation_step (
    act_id BIGINT, deviation VARCHAR, step INTEGER, kind VARCHAR, "day" DATE, reason VARCHAR,
    detail VARCHAR
);
