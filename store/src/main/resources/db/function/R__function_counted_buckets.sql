CREATE OR REPLACE FUNCTION tachograph.counted_buckets(counts numeric, OUT idx integer[], OUT cnt bigint[])
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    lowest CONSTANT integer := -scale(counts) / 16;
    digits CONSTANT bytea := convert_to(replace(counts::text, '.', ''), 'UTF8');
    length CONSTANT integer := octet_length(digits);
BEGIN
    SELECT coalesce(array_agg(place + lowest ORDER BY place), '{}'), coalesce(array_agg(c ORDER BY place), '{}') INTO idx, cnt
    FROM (SELECT place, encode(substring(digits FROM greatest(1, length - 16 * place - 15) FOR least(16, length - 16 * place)),
                     'escape')::bigint AS c
          FROM generate_series(0, (length - 1) / 16) AS p (place)) bucket
    WHERE c > 0;
END
$$;

COMMENT ON FUNCTION tachograph.counted_buckets(numeric) IS
    'The buckets that hold something, ascending, and their counts, of buckets in one number (as merged_window_1m has them).';
