/** The keys that callers show: those of the environment and those that are stored. */
@NullMarked
package io.tachograph.api.key;

import org.jspecify.annotations.NullMarked;
