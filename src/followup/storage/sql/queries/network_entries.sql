-- one row per entry of the network: its newest known word, with its first day and how many words
SELECT
    e.*,
    a.actor,
    a.done_at,
    min(e.known_from) OVER same AS first_day,
    count(*) OVER same AS words
FROM own.network_entry AS e
INNER JOIN own.act AS a ON e.act_id = a.act_id
WHERE
    e.known_from <= getvariable('as_of')
    AND e.act_id <= getvariable('horizon')
WINDOW same AS (PARTITION BY e.entry)
QUALIFY row_number() OVER (PARTITION BY e.entry ORDER BY e.act_id DESC) = 1
ORDER BY e.entry_date DESC, e.act_id DESC
