/** What the servers inside this process share. */
@NullMarked
package io.tachograph.embedded;

import org.jspecify.annotations.NullMarked;
