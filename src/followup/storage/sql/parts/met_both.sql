-- one row per ask and row or sum that it meets
, candidate AS (SELECT * FROM met UNION ALL BY NAME SELECT * FROM summed)
