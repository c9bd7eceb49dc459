-- one row per word on how long an organisation keeps what follows up a contract, counted from the
-- contract's last day; the newest that has come to hold is the rule
CREATE TABLE retention_rule (
    act_id BIGINT, known_from DATE, organisation VARCHAR, years INTEGER, decision VARCHAR,
    decided_date DATE, valid_from DATE, reason VARCHAR, is_removed BOOLEAN
);

-- one row per erasure: what is left when the rows, words and files of a contract are gone. What was
-- erased is told as counts; done again after a restored backup it keeps its name
CREATE TABLE erasure (
    act_id BIGINT, erasure VARCHAR, contract VARCHAR, erased_date DATE, ended_date DATE,
    years INTEGER, decision VARCHAR, reason VARCHAR, counts VARCHAR, files INTEGER,
    files_kept INTEGER, backups_gone DATE, is_again BOOLEAN
);

-- one row per original that was erased, by its sha256
CREATE TABLE erased_file (act_id BIGINT, erasure VARCHAR, sha256 VARCHAR);
