/** {@code tachograph bench}: what a person may say about a run, and what is shown of it. */
@NullMarked
package io.tachograph.standalone.bench;

import org.jspecify.annotations.NullMarked;
