-- one row per vehicle of a list keeps what the list says besides; null where it does not
ALTER TABLE vehicle ADD COLUMN first_registered DATE;
-- the EU category, for a bus with its class: M3 II
ALTER TABLE vehicle ADD COLUMN eu_category VARCHAR;
ALTER TABLE vehicle ADD COLUMN total_weight_kg DECIMAL(18, 3);
-- carbon dioxide of the type approval, and the cycle it was measured in (WLTP, NEDC)
ALTER TABLE vehicle ADD COLUMN co2_g_km DECIMAL(18, 3);
ALTER TABLE vehicle ADD COLUMN co2_cycle VARCHAR;
-- real driving emissions as parts of the limit (certificate of conformity, 48.2)
ALTER TABLE vehicle ADD COLUMN rde_nox_share DECIMAL(9, 6);
ALTER TABLE vehicle ADD COLUMN rde_pn_share DECIMAL(9, 6);
ALTER TABLE vehicle ADD COLUMN hvo_approved BOOLEAN;
