-- one row per contract: its newest version known on the day as_of
SELECT c.*
FROM store.main.contract AS c
WHERE c.known_from <= getvariable('as_of')
QUALIFY row_number() OVER (PARTITION BY c.contract ORDER BY c.act_id DESC) = 1
