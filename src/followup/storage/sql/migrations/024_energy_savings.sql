-- one row per word on a tender whose energy use is compared with a baseline; the newest known one of
-- each name holds. Energy is per year; ex ante is what the bid says
CREATE TABLE energy_saving (
    act_id BIGINT, known_from DATE, identifier VARCHAR, title VARCHAR, category VARCHAR,
    organisation VARCHAR, contract VARCHAR, energy_kind VARCHAR, unit VARCHAR,
    baseline_kind VARCHAR, baseline_text VARCHAR, baseline_kwh DECIMAL(24, 6),
    baseline_units DECIMAL(24, 6), baseline_year INTEGER, baseline_source VARCHAR,
    expected_kwh DECIMAL(24, 6), expected_units DECIMAL(24, 6), expected_year INTEGER,
    expected_source VARCHAR, grams_per_kwh DECIMAL(24, 6), factor_source VARCHAR, note VARCHAR,
    is_removed BOOLEAN
);

-- one row per word on what such a tender really used in a year (ex post); the newest known one of
-- each name and year holds
CREATE TABLE energy_measured (
    act_id BIGINT, known_from DATE, identifier VARCHAR, "year" INTEGER, kwh DECIMAL(24, 6),
    units DECIMAL(24, 6), source VARCHAR, note VARCHAR, is_removed BOOLEAN
);
