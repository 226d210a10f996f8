/** Rankings of models. */
@NullMarked
package io.tachograph.jobs.ranking;

import org.jspecify.annotations.NullMarked;
