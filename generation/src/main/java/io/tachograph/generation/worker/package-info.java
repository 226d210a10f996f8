/** Workers, which run tasks on targets. */
@NullMarked
package io.tachograph.generation.worker;

import org.jspecify.annotations.NullMarked;
