CREATE OR REPLACE FUNCTION tachograph.packing(of_row text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    -- Part of the query that reads the row: as a function, it would be called for each.
    SELECT format('(SELECT sum((b.c || ''e'' || 16 * b.i)::numeric) '
        'FROM (SELECT unnest(%1$s.idx) AS i, unnest(%1$s.cnt) AS c) b)', of_row)
$$;

COMMENT ON FUNCTION tachograph.packing(text) IS
    'An expression for idx and cnt of a row in one number, as merged_histogram_1m.packed.';
