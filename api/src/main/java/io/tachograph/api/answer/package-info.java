/** The shapes that answers have: the envelope of the benchmark API, and problems. */
@NullMarked
package io.tachograph.api.answer;

import org.jspecify.annotations.NullMarked;
