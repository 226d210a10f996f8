/** {@code tachograph generation} and {@code tachograph worker}: the asynchronous inference system. */
@NullMarked
package io.tachograph.standalone.generation;

import org.jspecify.annotations.NullMarked;
