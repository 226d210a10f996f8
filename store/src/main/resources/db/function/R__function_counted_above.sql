CREATE OR REPLACE FUNCTION tachograph.counted_above(counts numeric, bucket integer)
RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    -- What is left when a number in base b is divided by b - 1 is the sum of its digits.
    SELECT mod(div(counts, ('1e' || (16 * (bucket + 1))::text)::numeric), 9999999999999999)::bigint
$$;

COMMENT ON FUNCTION tachograph.counted_above(numeric, integer) IS
    'How many values are in buckets above this one, of buckets in one number (as merged_window_1m has them).';
