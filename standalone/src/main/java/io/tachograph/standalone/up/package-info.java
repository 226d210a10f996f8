/** Everything in one JVM: started in order, shown to a person, stopped in reverse. */
@NullMarked
package io.tachograph.standalone.up;

import org.jspecify.annotations.NullMarked;
