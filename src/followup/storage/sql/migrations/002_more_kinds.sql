-- one row per row of an activity report: what was driven, run or carried
CREATE TABLE activity (
    submission VARCHAR, sheet VARCHAR, "row" INTEGER, "column" VARCHAR, cell VARCHAR,
    vehicle_id VARCHAR, vehicle_raw VARCHAR, fuel VARCHAR, fuel_raw VARCHAR,
    distance_km DECIMAL(18, 3), hours DECIMAL(18, 3), trips DECIMAL(18, 3),
    person_km DECIMAL(18, 3), tonne_km DECIMAL(18, 3), period_start DATE, period_end DATE,
    grade VARCHAR, is_duplicate BOOLEAN, is_questioned BOOLEAN, findings VARCHAR
);

-- one row per machine on a list
CREATE TABLE machine (
    submission VARCHAR, sheet VARCHAR, "row" INTEGER, "column" VARCHAR, cell VARCHAR,
    machine_id VARCHAR, category VARCHAR, make_model VARCHAR, stage VARCHAR, stage_raw VARCHAR,
    power_kw DECIMAL(18, 3), model_year INTEGER, hours DECIMAL(18, 3), fuel VARCHAR,
    fuel_raw VARCHAR, period_start DATE, period_end DATE, grade VARCHAR,
    is_duplicate BOOLEAN, is_questioned BOOLEAN, findings VARCHAR
);

-- one row per share that was declared without the amounts behind it (rule 9)
CREATE TABLE declared_share (
    submission VARCHAR, sheet VARCHAR, "row" INTEGER, "column" VARCHAR, cell VARCHAR,
    "share" DECIMAL(9, 6), share_of VARCHAR, basis VARCHAR, fuel VARCHAR, fuel_raw VARCHAR,
    period_start DATE, period_end DATE, grade VARCHAR,
    is_duplicate BOOLEAN, is_questioned BOOLEAN, findings VARCHAR
);

-- one row per certificate of green gas or of the origin of electricity (rule 19)
CREATE TABLE certificate (
    submission VARCHAR, sheet VARCHAR, "row" INTEGER, "column" VARCHAR, cell VARCHAR,
    certificate_kind VARCHAR, certificate_number VARCHAR, issuer VARCHAR,
    quantity DECIMAL(18, 3), unit VARCHAR, period_start DATE, period_end DATE, grade VARCHAR,
    is_duplicate BOOLEAN, is_questioned BOOLEAN, findings VARCHAR
);

-- where a nil report came as a file: the file and the row that says so
ALTER TABLE nil_report ADD COLUMN file_name VARCHAR;
ALTER TABLE nil_report ADD COLUMN sha256 VARCHAR;
ALTER TABLE nil_report ADD COLUMN sheet VARCHAR;
ALTER TABLE nil_report ADD COLUMN "row" INTEGER;
ALTER TABLE nil_report ADD COLUMN "column" VARCHAR;
