/** Questions to a year of generated history, asked with and without what the system stores. */
@NullMarked
package io.tachograph.benchmarks.query;

import org.jspecify.annotations.NullMarked;
