/** The house rules as tests, and the offenders that they are tried on. */
@NullMarked
package io.tachograph.architecture;

import org.jspecify.annotations.NullMarked;
