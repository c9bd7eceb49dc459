-- one row per contract and thing claimed that somebody has spoken of: the newest word. A question
-- that was explained when the report came is such a word
WITH word AS (
    SELECT contract, kind, thing AS number, reason, act_id
    FROM own.double_claim_answer
    WHERE known_from <= getvariable('as_of') AND act_id <= getvariable('horizon')
    UNION ALL
    SELECT
        s.contract,
        regexp_extract(f.params ->> '$.code', '^(vehicle|receipt|certificate)_', 1) AS kind,
        CASE WHEN kind = 'vehicle' THEN f.value ELSE app.bare(f.value) END AS number,
        f.params ->> '$.reason' AS reason, s.act_id
    FROM own.finding AS f
    INNER JOIN app.current_submission AS s ON s.submission = f.submission
    WHERE f.code = 'explained' AND f.value IS NOT NULL
        AND regexp_matches(f.params ->> '$.code', '_(in_two_contracts|with_other_buyer)$')
)
SELECT contract, kind, number, reason
FROM word
QUALIFY row_number() OVER (PARTITION BY contract, kind, number ORDER BY act_id DESC) = 1
