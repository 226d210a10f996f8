CREATE OR REPLACE FUNCTION tachograph.counted_quantile(
    q double precision,
    n bigint,
    min_seconds double precision,
    max_seconds double precision,
    counts numeric)
RETURNS double precision
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    lowest CONSTANT integer := -scale(counts) / 16;
    -- A number in base b divided by b - 1 has in each digit the sum of the higher ones: how many values lie above the bucket.
    above CONSTANT bytea := convert_to(
        div(counts * ('1e' || scale(counts))::numeric, 9999999999999999)::text, 'UTF8');
    length CONSTANT integer := octet_length(above);
    rest CONSTANT bigint := n - greatest(1, least(n, ceil(q * n)::bigint));
    low integer := 0;
    high integer := (length + 15) / 16;
    middle integer;
BEGIN
    -- The lowest bucket that leaves no more than the rest above it.
    WHILE low < high LOOP
        middle := (low + high) / 2;
        IF encode(substring(above FROM greatest(1, length - 16 * middle - 15) FOR least(16, length - 16 * middle)),
                'escape')::bigint > rest THEN
            low := middle + 1;
        ELSE
            high := middle;
        END IF;
    END LOOP;
    IF low = 0 AND tachograph.counted_above(counts, lowest - 1) <= rest THEN
        RETURN least(0, min_seconds);
    END IF;
    RETURN greatest(min_seconds, least(max_seconds, power(2, (lowest + low + 0.5::double precision) / 32)));
END
$$;

COMMENT ON FUNCTION tachograph.counted_quantile(double precision, bigint, double precision, double precision, numeric) IS
    'As histogram_quantile, of n values with their buckets in one number (as merged_window_1m has them).';
