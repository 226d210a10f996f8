-- Tables and functions may be new.
DO $$
BEGIN
    PERFORM tachograph.grant_roles();
END
$$;
