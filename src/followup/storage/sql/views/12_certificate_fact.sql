-- one row per certificate in force; of one number in several rows the first received holds, so
-- that none is used twice (rule 19)
SELECT
    s.contract, c.country, s.buyer, s.reporter, s.file_name, s.sha256, s.received_date,
    f.submission, f.sheet, f."row", f."column", f.cell, f.certificate_kind,
    f.certificate_number, f.issuer, f.quantity, f.unit, f.is_questioned, f.is_duplicate,
    coalesce(f.period_start, s.period_start) AS period_start,
    coalesce(f.period_end, s.period_end) AS period_end,
    f.certificate_number IS NOT NULL AND row_number() OVER (
        PARTITION BY app.bare(f.certificate_number)
        ORDER BY s.received_date, s.act_id, f.is_duplicate, f.sheet, f."row"
    ) > 1 AS is_used_before
FROM own.certificate AS f
INNER JOIN app.current_submission AS s ON s.submission = f.submission
INNER JOIN app.current_contract AS c ON c.contract = s.contract
