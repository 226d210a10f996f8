/** What the tables say against what an independent computation says. */
@NullMarked
package io.tachograph.standalone.truth;

import org.jspecify.annotations.NullMarked;
