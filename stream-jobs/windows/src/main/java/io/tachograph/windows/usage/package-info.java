/** What gateways and analytics systems say was used and thought of answers, checked on its way to its tables. */
@NullMarked
package io.tachograph.windows.usage;

import org.jspecify.annotations.NullMarked;
