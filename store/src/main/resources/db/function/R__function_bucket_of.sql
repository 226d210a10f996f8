CREATE OR REPLACE FUNCTION tachograph.bucket_of(seconds double precision)
RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    -- The logarithm may miss an edge by a rounding error; the powers, by which edges are defined, decide.
    SELECT i + CASE WHEN power(2::double precision, (i + 1) / 32::double precision) < seconds THEN 1
                    WHEN power(2::double precision, i / 32::double precision) >= seconds THEN -1
                    ELSE 0 END
    FROM (SELECT ceil(ln(seconds) / ln(2::double precision) * 32)::integer - 1 AS i) guess
$$;

COMMENT ON FUNCTION tachograph.bucket_of(double precision) IS
    'Index of the bucket (2^(i/32), 2^((i+1)/32)] that a positive number of seconds falls into.';
