-- Functions call each other, whichever is made first.
SET check_function_bodies = off;
