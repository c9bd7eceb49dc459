-- one row per contract and first day of a rule in force, with its parts as lists
SELECT
    d.contract, d.valid_from, d.rule, d.key_unit, d.note, d.known_from, a.actor,
    list(p.buyer ORDER BY p.buyer) FILTER (p.buyer IS NOT NULL) AS buyers,
    list(p.amount ORDER BY p.buyer) FILTER (p.buyer IS NOT NULL) AS amounts
FROM (
    SELECT *
    FROM own.division
    WHERE known_from <= getvariable('as_of') AND act_id <= getvariable('horizon')
    QUALIFY row_number() OVER (PARTITION BY contract, valid_from ORDER BY act_id DESC) = 1
) AS d
INNER JOIN own.act AS a ON a.act_id = d.act_id
LEFT JOIN own.division_part AS p ON p.act_id = d.act_id AND p.contract = d.contract
GROUP BY ALL
ORDER BY d.contract, d.valid_from
