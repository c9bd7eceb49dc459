-- one row per ask and contract: the sums of the rows that count; they add up to the ask's total
SELECT
    m.ask_id, s.contract,
    coalesce(sum(m.numerator), 0) AS numerator,
    coalesce(sum(m.denominator), 0) AS denominator,
    CASE WHEN bool_or(m.unbounded IS NOT NULL) THEN NULL ELSE sum(m.unknown) END AS unknown
FROM measured AS m
INNER JOIN app.current_submission AS s ON s.submission = m.submission
WHERE m.why IS NULL
GROUP BY m.ask_id, s.contract
ORDER BY m.ask_id, s.contract
