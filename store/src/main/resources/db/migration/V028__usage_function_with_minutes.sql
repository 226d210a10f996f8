-- It takes one argument more from now on.
DROP FUNCTION IF EXISTS tachograph.usage(timestamptz, timestamptz, text[], text[], text[], text[]);
