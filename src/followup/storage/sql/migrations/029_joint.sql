-- one row per fuel row keeps the number of its invoice or receipt, and a row the buyer it names
ALTER TABLE fuel_delivery ADD COLUMN receipt VARCHAR;
ALTER TABLE fuel_delivery ADD COLUMN buyer VARCHAR;
ALTER TABLE activity ADD COLUMN buyer VARCHAR;

-- one row per word on how a joint contract is divided among its buyers; of those known for one
-- first day the newest holds, until the next first day. rule NULL: what was said no longer holds
CREATE TABLE division (
    act_id BIGINT, contract VARCHAR, valid_from DATE, rule VARCHAR, key_unit VARCHAR, note VARCHAR,
    known_from DATE
);
CREATE TABLE division_part (
    act_id BIGINT, contract VARCHAR, buyer VARCHAR, amount DECIMAL(18, 6)
);

-- one row per word of one contract's people on what is claimed twice; the newest known one holds,
-- and without a reason it is asked again
CREATE TABLE double_claim_answer (
    act_id BIGINT, contract VARCHAR, kind VARCHAR, thing VARCHAR, reason VARCHAR, known_from DATE
);

-- one row per control by another body that a clause takes over, or takes back (is_taken FALSE):
-- a spot check on the same supplier, or evidence that somebody saw
CREATE TABLE borrowed_check (
    act_id BIGINT, contract VARCHAR, requirement VARCHAR, kind VARCHAR, of_contract VARCHAR,
    of_requirement VARCHAR, spot_check VARCHAR, checked_date DATE, is_taken BOOLEAN,
    reason VARCHAR, known_from DATE
);
