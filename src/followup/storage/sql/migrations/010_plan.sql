-- one row per report that a reminder was sent about, with which reminder in order it was
CREATE TABLE reminder_sent (
    act_id BIGINT, contract VARCHAR, reporter VARCHAR, report_type VARCHAR,
    period_start DATE, period_end DATE, turn INTEGER, sent_date DATE
);

-- one row per version of a section of an organisation's routine; the newest holds
CREATE TABLE routine_section (
    act_id BIGINT, organisation VARCHAR, section VARCHAR, body VARCHAR
);

-- one row per link to a calendar; the secret in it is not kept, only what recognises it
CREATE TABLE calendar_link (
    act_id BIGINT, link VARCHAR, secret_sha256 VARCHAR, contract VARCHAR, responsible VARCHAR,
    lang VARCHAR
);
CREATE TABLE calendar_link_end (act_id BIGINT, link VARCHAR);
