-- one row per contract: its newest version known on the day as_of, up to the act horizon; end_date counts the extensions
-- decided, agreed_end_date does not
SELECT
    c.* REPLACE (greatest(c.end_date, x.end_date) AS end_date),
    c.end_date AS agreed_end_date
FROM own.contract AS c
LEFT JOIN (
    SELECT e.act_id, e.contract, max(e.to_date) AS end_date
    FROM own.contract_extension AS e
    WHERE e.decided_date IS NOT NULL
    GROUP BY e.act_id, e.contract
) AS x ON x.act_id = c.act_id AND x.contract = c.contract
WHERE c.known_from <= getvariable('as_of') AND c.act_id <= getvariable('horizon')
QUALIFY row_number() OVER (PARTITION BY c.contract ORDER BY c.act_id DESC) = 1
