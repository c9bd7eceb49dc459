-- one row per word on a purchase that was not made: that it holds, or that it was withdrawn and why
CREATE TABLE avoided_purchase (
    act_id BIGINT, known_from DATE, identifier VARCHAR, is_withdrawn BOOLEAN, reason VARCHAR,
    what VARCHAR, sector VARCHAR, organisation VARCHAR, "day" DATE, need VARCHAR, way VARCHAR,
    instead VARCHAR, decided_by VARCHAR, pieces DECIMAL(18, 3), value DECIMAL(18, 2),
    currency VARCHAR, value_source VARCHAR, kg_co2e_per_piece DECIMAL(18, 6),
    factor_source VARCHAR
);

-- one row per word on whether a tender was assessed for requirements on packaging
CREATE TABLE tender_assessment (
    act_id BIGINT, known_from DATE, identifier VARCHAR, is_withdrawn BOOLEAN, reason VARCHAR,
    title VARCHAR, organisation VARCHAR, "day" DATE, is_relevant BOOLEAN, is_assessed BOOLEAN,
    has_order BOOLEAN, requirements VARCHAR, reference VARCHAR, contract VARCHAR
);
