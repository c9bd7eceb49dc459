-- one row per word on a column of a report that somebody asks to be kept secret; the newest word on a
-- column holds, and is_withdrawn takes an earlier one back. Nothing is hidden by it: who gives a copy
-- out takes a position on it. sheet and column as a spreadsheet shows them
CREATE TABLE secrecy_request (
    act_id BIGINT, known_from DATE, submission VARCHAR, sheet VARCHAR, "column" VARCHAR,
    header VARCHAR, reason VARCHAR, asked_by VARCHAR, is_withdrawn BOOLEAN
);

-- one row per decision to give out a copy of a report's file: sha256 is the copy that was given out
-- and is kept, original_sha256 what it was made of. asked_by NULL: nobody has to say who they are
CREATE TABLE disclosure (
    act_id BIGINT, known_from DATE, submission VARCHAR, original_sha256 VARCHAR, sha256 VARCHAR,
    asked_date DATE, asked_by VARCHAR, diary_number VARCHAR, lang VARCHAR
);

-- one row per column that a decision speaks of; with sheet and column empty it is what stands
-- outside the columns, such as a registration number in a heading. ground is one of the catalogue's
CREATE TABLE disclosure_column (
    act_id BIGINT, "position" INTEGER, sheet VARCHAR, "column" VARCHAR, header VARCHAR,
    is_masked BOOLEAN, was_requested BOOLEAN, ground VARCHAR, reason VARCHAR
);
