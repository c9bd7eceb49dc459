-- one row per ask and sum that it meets
, candidate AS (SELECT * FROM summed)
