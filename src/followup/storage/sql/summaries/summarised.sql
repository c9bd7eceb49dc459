-- one row per report that rests on fuel rows and lies in the registered frame `report`: whether its
-- rows can be told apart by their place, as what counts them takes for granted
SELECT f.submission
FROM store.main.fuel_delivery AS f
WHERE f.submission IN (SELECT r.submission FROM report AS r)
GROUP BY f.submission
HAVING count(*) = count(DISTINCT hash(f.sheet, f."row", f."column", f.vehicle_id, f.cell))
