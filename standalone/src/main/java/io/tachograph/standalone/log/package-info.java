/** Where the log goes. */
@NullMarked
package io.tachograph.standalone.log;

import org.jspecify.annotations.NullMarked;
