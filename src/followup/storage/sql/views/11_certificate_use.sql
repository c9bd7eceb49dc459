-- one row per certificate in force that has a number: its place among all of that number, the first
-- received first
SELECT
    f.submission, f.sheet, f."row", f."column", f.certificate_number,
    row_number() OVER (
        PARTITION BY app.bare(f.certificate_number)
        ORDER BY s.received_date, s.act_id, f.is_duplicate, f.sheet, f."row"
    ) AS place
FROM own.certificate AS f
INNER JOIN app.current_submission AS s ON s.submission = f.submission
INNER JOIN app.current_contract AS c ON c.contract = s.contract
WHERE f.certificate_number IS NOT NULL
