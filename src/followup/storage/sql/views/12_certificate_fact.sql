-- one row per certificate in force; of one number in several rows the first received holds, so
-- that none is used twice (rule 19). Which is the first is asked of the whole store, whoever reads
-- (ends in a yes or no): what another used first is used.
SELECT
    s.contract, c.country, s.buyer, s.reporter, s.file_name, s.sha256, s.received_date,
    f.submission, f.sheet, f."row", f."column", f.cell, f.certificate_kind,
    f.certificate_number, f.issuer, f.quantity, f.unit, f.is_questioned, f.is_duplicate,
    coalesce(f.period_start, s.period_start) AS period_start,
    coalesce(f.period_end, s.period_end) AS period_end,
    u.place IS NOT NULL AND u.place > 1 AS is_used_before
FROM own.certificate AS f
INNER JOIN app.current_submission AS s ON s.submission = f.submission
INNER JOIN app.current_contract AS c ON c.contract = s.contract
LEFT JOIN memory.app.certificate_use AS u
    ON u.submission = f.submission AND u."row" = f."row"
    AND u.sheet IS NOT DISTINCT FROM f.sheet AND u."column" IS NOT DISTINCT FROM f."column"
    AND u.certificate_number = f.certificate_number
