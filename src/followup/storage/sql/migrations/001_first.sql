-- one row per installation: the counter of writes and the end of the audit chain
CREATE TABLE head (data_version BIGINT, audit_hash VARCHAR);
INSERT INTO head VALUES (0, '');

-- one row per thing a person did; everything else is derived from these and the originals
CREATE TABLE act (
    act_id BIGINT, done_at TIMESTAMP, actor VARCHAR, kind VARCHAR, subject VARCHAR,
    detail VARCHAR, prev_hash VARCHAR, hash VARCHAR
);

-- one row per version of a contract; the newest known one holds
CREATE TABLE contract (
    act_id BIGINT, known_from DATE, contract VARCHAR, title VARCHAR, supplier VARCHAR,
    supplier_org_number VARCHAR, country VARCHAR, start_date DATE, end_date DATE,
    category VARCHAR, board VARCHAR, responsible VARCHAR, diary_number VARCHAR,
    is_internal BOOLEAN
);
CREATE TABLE contract_buyer (act_id BIGINT, contract VARCHAR, buyer VARCHAR, share DECIMAL(9, 6));
CREATE TABLE reporter (
    act_id BIGINT, contract VARCHAR, reporter VARCHAR, role VARCHAR, report_type VARCHAR,
    frequency VARCHAR, due_days INTEGER
);
CREATE TABLE requirement (
    act_id BIGINT, contract VARCHAR, requirement VARCHAR, title VARCHAR, clause VARCHAR,
    measure VARCHAR, comparator VARCHAR, assessment_period VARCHAR, fuel_set VARCHAR,
    factor_set VARCHAR, electricity VARCHAR, coverage_floor DECIMAL(9, 6),
    accepts_declared BOOLEAN, vehicle_level DECIMAL(9, 6), source VARCHAR
);
CREATE TABLE requirement_step (
    act_id BIGINT, requirement VARCHAR, valid_from DATE, limit_value DECIMAL(18, 6)
);

-- one row per nil report and per dispens
CREATE TABLE nil_report (
    act_id BIGINT, contract VARCHAR, reporter VARCHAR, report_type VARCHAR,
    period_start DATE, period_end DATE, reason VARCHAR, received_date DATE
);
CREATE TABLE exemption (
    act_id BIGINT, contract VARCHAR, requirement VARCHAR, vehicle_id VARCHAR, fuel VARCHAR,
    period_start DATE, period_end DATE, decided_date DATE, reason VARCHAR
);

-- one row per stored report; a correction is a new one that supersedes
CREATE TABLE submission (
    act_id BIGINT, submission VARCHAR, contract VARCHAR, buyer VARCHAR, report_type VARCHAR,
    reporter VARCHAR, period_start DATE, period_end DATE, sha256 VARCHAR, file_name VARCHAR,
    received_date DATE, received_reason VARCHAR, stored_at TIMESTAMP, row_count BIGINT
);
-- superseded_by NULL is a withdrawal
CREATE TABLE supersession (
    act_id BIGINT, submission VARCHAR, superseded_by VARCHAR, known_from DATE
);
CREATE TABLE fuel_delivery (
    submission VARCHAR, sheet VARCHAR, "row" INTEGER, "column" VARCHAR, cell VARCHAR,
    vehicle_id VARCHAR, vehicle_raw VARCHAR, fuel VARCHAR, fuel_raw VARCHAR,
    quantity DECIMAL(18, 3), unit VARCHAR, period_start DATE, period_end DATE,
    distance_km DECIMAL(18, 3), hours DECIMAL(18, 3), grade VARCHAR,
    is_duplicate BOOLEAN, is_questioned BOOLEAN, findings VARCHAR
);
CREATE TABLE vehicle (
    submission VARCHAR, sheet VARCHAR, "row" INTEGER, "column" VARCHAR, cell VARCHAR,
    vehicle_id VARCHAR, vehicle_raw VARCHAR, category VARCHAR, make_model VARCHAR,
    model_year INTEGER, euro_class VARCHAR, drivetrain VARCHAR, drivetrain_raw VARCHAR,
    distance_km DECIMAL(18, 3), period_start DATE, period_end DATE, grade VARCHAR,
    is_duplicate BOOLEAN, is_questioned BOOLEAN, findings VARCHAR
);
CREATE TABLE finding (
    submission VARCHAR, code VARCHAR, sheet VARCHAR, "row" INTEGER, "column" VARCHAR,
    value VARCHAR, params VARCHAR
);

-- one row per answer a person gave about a supplier's layout or words
CREATE TABLE remembered (
    act_id BIGINT, supplier VARCHAR, fingerprint VARCHAR, field VARCHAR, value VARCHAR
);

-- one row per version of a goal, and its decided interim targets
CREATE TABLE goal (
    act_id BIGINT, known_from DATE, goal VARCHAR, title VARCHAR, owner VARCHAR,
    geography VARCHAR, indicator VARCHAR, scope VARCHAR, direction VARCHAR, unit VARCHAR,
    base_date DATE, base DECIMAL(24, 6), target_date DATE, target DECIMAL(24, 6),
    source VARCHAR, note VARCHAR
);
CREATE TABLE goal_step (act_id BIGINT, goal VARCHAR, valid_from DATE, target DECIMAL(24, 6));
