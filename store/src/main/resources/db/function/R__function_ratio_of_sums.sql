CREATE OR REPLACE FUNCTION tachograph.ratio_of(sums point)
RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT sums[0] / nullif(sums[1], 0)
$$;

COMMENT ON FUNCTION tachograph.ratio_of(point) IS 'The first number divided by the second; NULL when that is 0.';

-- Pairs are points, because PostgreSQL adds those up in C: a function of our own, called for each, would take ten times as long.
CREATE OR REPLACE AGGREGATE tachograph.ratio_of_sums(point) (
    SFUNC = point_add, STYPE = point, INITCOND = '(0,0)', COMBINEFUNC = point_add, FINALFUNC = tachograph.ratio_of,
    PARALLEL = SAFE);

COMMENT ON AGGREGATE tachograph.ratio_of_sums(point) IS
    'The sum of the first numbers divided by that of the second ones, of pairs of which both are known; NULL when there are '
    'none. Of (value × weight, weight) it is the weighted mean of values.';
