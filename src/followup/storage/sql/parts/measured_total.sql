-- one row per ask: the sums of the rows that count, and what kept the rest out
SELECT
    ask_id,
    coalesce(sum(numerator) FILTER (why IS NULL), 0) AS numerator,
    coalesce(sum(denominator) FILTER (why IS NULL), 0) AS denominator,
    coalesce(sum(unknown) FILTER (why IS NULL), 0) AS unknown,
    coalesce(bool_or(unbounded IS NOT NULL) FILTER (why IS NULL), FALSE) AS is_unbounded,
    -- A row is counted once into however many stretches it is cut; a group is never cut.
    count(DISTINCT (submission, sheet, "row", "column", vehicle_id, cell))
        FILTER (why IS NULL AND row_count IS NULL)
        + CAST(coalesce(sum(row_count) FILTER (why IS NULL), 0) AS BIGINT) AS rows_used,
    count(DISTINCT (submission, sheet, "row", "column", vehicle_id, cell))
        FILTER (why IS NOT NULL AND row_count IS NULL)
        + CAST(coalesce(sum(row_count) FILTER (why IS NOT NULL), 0) AS BIGINT) AS rows_excluded,
    coalesce(bool_or(is_split) FILTER (why IS NULL), FALSE) AS is_split,
    min(row_start) FILTER (why IS NULL AND is_split) AS split_start,
    max(row_end) FILTER (why IS NULL AND is_split) AS split_end,
    coalesce(list(DISTINCT unbounded) FILTER (why IS NULL AND unbounded IS NOT NULL), [])
        AS unbounded,
    coalesce(list(DISTINCT share_status) FILTER (why IS NULL AND share_status IS NOT NULL), [])
        AS statuses,
    coalesce(list(DISTINCT why) FILTER (why IS NOT NULL), []) AS excluded,
    count(*) FILTER (why = 'report_not_due') AS rows_pending
FROM measured
GROUP BY ask_id
ORDER BY ask_id
