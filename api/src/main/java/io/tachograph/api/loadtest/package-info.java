/** Load tests that were published: their results, and the reports made of them. */
@NullMarked
package io.tachograph.api.loadtest;

import org.jspecify.annotations.NullMarked;
