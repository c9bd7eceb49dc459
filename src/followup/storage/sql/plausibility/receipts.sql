-- one row per invoice or receipt of the file that another contract's fuel rows name for some of the
-- same days; of several contracts one that may be named
SELECT
    min(r.position) AS position, any_value(r.shown) AS receipt,
    first(
        f.contract ORDER BY list_contains($named, f.contract) DESC, f.period_start, f.contract
    ) AS contract
FROM receipts AS r
INNER JOIN held AS f
    ON f.receipt = r.number AND f.contract != $contract
    AND f.period_start <= r.period_end AND f.period_end >= r.period_start
GROUP BY r.number
ORDER BY position
