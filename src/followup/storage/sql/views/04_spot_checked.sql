-- one row per row of fuel whose receipt somebody has spoken of: the newest word that holds, on
-- the row as it read when it was drawn
WITH word AS (
    SELECT o.* FROM own.spot_check_outcome AS o
    WHERE o.known_from <= getvariable('as_of') AND o.act_id <= getvariable('horizon')
        AND app.may_hold('spot_check_outcome')
    QUALIFY row_number() OVER (PARTITION BY o.spot_check, o."number" ORDER BY o.act_id DESC) = 1
)
SELECT
    r.contract, r.sha256, r.sheet, r."row", r."column", r.vehicle_id, r.fuel, r.quantity, r.unit,
    r.period_start, r.period_end, w.outcome, w.spot_check, w."number"
FROM word AS w
INNER JOIN own.spot_check_row AS r
    ON r.spot_check = w.spot_check AND r."number" = w."number"
WHERE w.outcome != 'taken_back'
QUALIFY row_number() OVER (
    PARTITION BY r.contract, r.sha256, r.sheet, r."row", r."column" ORDER BY w.act_id DESC
) = 1
