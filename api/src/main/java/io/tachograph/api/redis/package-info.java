/** What instances of the API share by a Redis, where there is one. */
@NullMarked
package io.tachograph.api.redis;

import org.jspecify.annotations.NullMarked;
