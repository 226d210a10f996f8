/** JMH benchmarks of the hot paths, each beside another way of doing the same where there is one. */
@NullMarked
package io.tachograph.benchmarks;

import org.jspecify.annotations.NullMarked;
