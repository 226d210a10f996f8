-- It calls functions of files that come later.
SET LOCAL check_function_bodies = off;

CREATE OR REPLACE FUNCTION tachograph.group_members(sel tachograph.selection)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT format('SELECT merged, id, names, dense_rank() OVER (ORDER BY names)::integer AS g FROM ('
            'SELECT false AS merged, id, ARRAY[%1$s]::text[] AS names FROM tachograph.series WHERE %2$s', columns, chosen)
        || CASE WHEN level IS NULL THEN '' ELSE format(
            ' UNION ALL SELECT true, id, ARRAY[%1$s]::text[] FROM tachograph.merged_series WHERE level = %3$L AND %2$s',
            columns, chosen, level) END
        || ') named'
    FROM (SELECT tachograph.merged_level(sel) AS level,
                 tachograph.selection_condition(sel) AS chosen,
                 (SELECT string_agg(quote_ident(name) || '::text', ', ' ORDER BY place)
                  FROM unnest(sel.group_by) WITH ORDINALITY AS d (name, place)) AS columns) of_selection
$$;

COMMENT ON FUNCTION tachograph.group_members(tachograph.selection) IS
    'A query of the chosen series and merged series: merged, id, names (of group_by), g (number of the group).';
