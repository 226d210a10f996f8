CREATE OR REPLACE FUNCTION tachograph.range_conditions(used tstzmultirange, series integer)
RETURNS TABLE (condition text, spans tstzmultirange)
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET datestyle = 'ISO' -- With offsets: other styles write abbreviations, of which some name several zones.
AS $$
    -- A few ranges are each found by an index. Of many, the index finds each in turn for a few series, and for many
    -- series (or an unknown number) the whole, of which the rest is filtered.
    SELECT format('{a}.window_start >= %L AND {a}.window_start < %L', lower(r), upper(r)), NULL::tstzmultirange
    FROM unnest(used) AS r
    WHERE (SELECT count(*) FROM unnest(used)) <= 4
    UNION ALL
    SELECT format('{a}.window_start >= %L AND {a}.window_start < %L AND ', lower(used), upper(used))
            || CASE WHEN looked_up THEN '{a}.window_start >= lower(span.used) AND {a}.window_start < upper(span.used)'
                ELSE format('{a}.window_start <@ %L::tstzmultirange', used) END,
           CASE WHEN looked_up THEN used END
    FROM (SELECT count(*) AS n, count(*) * series <= 2000 AS looked_up FROM unnest(used)) ranges
    WHERE n > 4
$$;

COMMENT ON FUNCTION tachograph.range_conditions(tstzmultirange, integer) IS
    'Conditions on {a}.window_start, one for each query that is to be made of so many series (NULL for any number); with '
    'spans it is to be made for each of them, called span.used.';
