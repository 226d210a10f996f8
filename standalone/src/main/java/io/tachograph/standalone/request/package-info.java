/** One short request, to see whether a target answers. */
@NullMarked
package io.tachograph.standalone.request;

import org.jspecify.annotations.NullMarked;
