/** Records that did not count, shown to a person and sent once more. */
@NullMarked
package io.tachograph.standalone.deadletters;

import org.jspecify.annotations.NullMarked;
