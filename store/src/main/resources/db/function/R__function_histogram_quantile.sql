CREATE OR REPLACE FUNCTION tachograph.histogram_quantile(
    q double precision,
    zero_count bigint,
    min_seconds double precision,
    max_seconds double precision,
    idx integer[],
    cnt bigint[])
RETURNS double precision
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    n bigint := zero_count;
    seen bigint := zero_count;
    wanted bigint;
    held bigint;
    place integer := 0;
BEGIN
    IF NOT (q > 0 AND q <= 1) THEN
        RAISE EXCEPTION 'quantile % is not in (0, 1]', q USING ERRCODE = 'invalid_parameter_value';
    END IF;
    FOREACH held IN ARRAY cnt LOOP
        n := n + held;
    END LOOP;
    IF n = 0 THEN
        RETURN NULL;
    END IF;
    wanted := greatest(1, least(n, ceil(q * n)::bigint));
    IF wanted <= seen THEN
        RETURN least(0, min_seconds);
    END IF;
    FOREACH held IN ARRAY cnt LOOP
        place := place + 1;
        seen := seen + held;
        IF wanted <= seen THEN
            RETURN greatest(min_seconds, least(max_seconds, power(2, (idx[place] + 0.5::double precision) / 32)));
        END IF;
    END LOOP;
    RETURN NULL; -- not reached: n is what was seen
END
$$;

COMMENT ON FUNCTION tachograph.histogram_quantile(
    double precision, bigint, double precision, double precision, integer[], bigint[]) IS
    'Quantile q of one histogram, merged or not, in seconds: the value of rank ceil(q * n), which is the geometric '
    'midpoint of its bucket, clipped to the smallest and largest value; of zero_count it is least(0, smallest). '
    'idx ascends, cnt runs along it. NULL when there are no values or any argument is NULL. Within 1.1 % of the exact '
    'nearest-rank value, the one that percentile_disc gives. To merge: sum of zero_count, min and max where n > 0, and '
    'the sum of cnt by idx, gathered by array_agg(… ORDER BY idx).';
