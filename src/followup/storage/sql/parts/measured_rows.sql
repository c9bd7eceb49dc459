-- one row per ask and part of a fact, those that count first
SELECT *
FROM measured
ORDER BY ask_id, why NULLS FIRST, file_name, sheet, "row", part_start, vehicle_id, cell
