-- one row per version of a contract says more of it: what it is worth and how it is classed
ALTER TABLE contract ADD COLUMN cpv VARCHAR[];
ALTER TABLE contract ADD COLUMN value DECIMAL(18, 2);
ALTER TABLE contract ADD COLUMN currency VARCHAR;
ALTER TABLE contract ADD COLUMN grade VARCHAR;
ALTER TABLE contract ADD COLUMN grade_reason VARCHAR;

-- first and last day a reporter is expected for; NULL is the contract's own
ALTER TABLE reporter ADD COLUMN valid_from DATE;
ALTER TABLE reporter ADD COLUMN valid_to DATE;

-- one row per option to prolong a contract; one with decided_date moves its last day
CREATE TABLE contract_extension (
    act_id BIGINT, contract VARCHAR, from_date DATE, to_date DATE, notice_date DATE,
    decided_date DATE
);

-- one row per known sub-contractor and its days on a contract
CREATE TABLE contract_subcontractor (
    act_id BIGINT, contract VARCHAR, name VARCHAR, org_number VARCHAR, valid_from DATE,
    valid_to DATE
);

-- one row per criterion that a contract was given points by
CREATE TABLE contract_score (
    act_id BIGINT, contract VARCHAR, criterion VARCHAR, points INTEGER, reason VARCHAR
);
