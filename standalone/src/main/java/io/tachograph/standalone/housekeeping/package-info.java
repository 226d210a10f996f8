/** Keeping the store's house: beside what runs for long, and by a command of its own. */
@NullMarked
package io.tachograph.standalone.housekeeping;

import org.jspecify.annotations.NullMarked;
