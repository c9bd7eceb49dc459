-- one row per word on a dispens: applied for, granted, refused, shortened, revoked. The newest
-- known one of each ``exemption`` holds; nothing is deleted. ``vehicle_id`` is no longer written.
ALTER TABLE exemption ADD COLUMN exemption VARCHAR;
ALTER TABLE exemption ADD COLUMN known_from DATE;
ALTER TABLE exemption ADD COLUMN state VARCHAR;
ALTER TABLE exemption ADD COLUMN vehicles VARCHAR[];
ALTER TABLE exemption ADD COLUMN categories VARCHAR[];
ALTER TABLE exemption ADD COLUMN place VARCHAR;
ALTER TABLE exemption ADD COLUMN applied_date DATE;
ALTER TABLE exemption ADD COLUMN approved_by VARCHAR;
ALTER TABLE exemption ADD COLUMN diary_number VARCHAR;
ALTER TABLE exemption ADD COLUMN note VARCHAR;
UPDATE exemption SET
    exemption = CAST(act_id AS VARCHAR) || '-' || coalesce(vehicle_id, '') || coalesce(fuel, ''),
    known_from = decided_date,
    state = 'granted',
    vehicles = CASE WHEN vehicle_id IS NOT NULL THEN [vehicle_id] ELSE [] END,
    categories = [];

-- where fuel was filled, charged or used: a station, a depot, a site
ALTER TABLE fuel_delivery ADD COLUMN place VARCHAR;

-- one row per act of nil reports that was taken back
CREATE TABLE nil_withdrawal (act_id BIGINT, nil_act_id BIGINT, known_from DATE);
