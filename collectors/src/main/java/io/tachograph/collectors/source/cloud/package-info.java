/** What clouds say of the models that they serve, by minute: Azure Monitor, CloudWatch and Cloud Monitoring, behind one interface. */
@NullMarked
package io.tachograph.collectors.source.cloud;

import org.jspecify.annotations.NullMarked;
