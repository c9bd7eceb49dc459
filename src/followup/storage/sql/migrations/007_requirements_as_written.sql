-- one row per requirement, as it was agreed: level, what is counted, evidence asked, what a breach leads to
ALTER TABLE requirement ADD COLUMN "level" VARCHAR;
ALTER TABLE requirement ADD COLUMN vehicle_set VARCHAR;
ALTER TABLE requirement ADD COLUMN vehicle_count VARCHAR;
ALTER TABLE requirement ADD COLUMN accepts_green_gas BOOLEAN;
ALTER TABLE requirement ADD COLUMN accepts_mass_balance BOOLEAN;
ALTER TABLE requirement ADD COLUMN limit_origin VARCHAR;
ALTER TABLE requirement ADD COLUMN evidence VARCHAR[];
ALTER TABLE requirement ADD COLUMN consequence VARCHAR;
ALTER TABLE requirement ADD COLUMN consequence_text VARCHAR;
ALTER TABLE requirement ADD COLUMN part_of VARCHAR;
ALTER TABLE requirement ADD COLUMN review_date DATE;

-- one row per step as people wrote it; the days follow from the contract's own
CREATE TABLE requirement_rule (
    act_id BIGINT, requirement VARCHAR, "position" INTEGER, clock VARCHAR, begins VARCHAR,
    limit_value DECIMAL(18, 6)
);

-- one row per word of a person on a clause that only people can judge, and on what it rests
CREATE TABLE evidence_given (
    act_id BIGINT, contract VARCHAR, requirement VARCHAR, is_met BOOLEAN, seen_date DATE,
    seen VARCHAR, document VARCHAR, given_by VARCHAR, known_from DATE
);
