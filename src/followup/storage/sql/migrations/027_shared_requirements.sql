-- one row per published version of a requirement, or that it was withdrawn: whose it is, how far it
-- has come, and what it was copied from; the clause itself stands in requirement under the same act
-- with the code for its contract. Nothing is deleted, and the newest known version holds
CREATE TABLE shared_requirement (
    act_id BIGINT, known_from DATE, organisation VARCHAR, code VARCHAR, version INTEGER,
    status VARCHAR, status_date DATE, result VARCHAR, tested_by VARCHAR, advised_by VARCHAR,
    decision VARCHAR, applies_from DATE, note VARCHAR, origin_organisation VARCHAR,
    origin_code VARCHAR, origin_version INTEGER, is_withdrawn BOOLEAN, came_from VARCHAR
);
