/** What docs/METRICS.md, the alert rules and the dashboards say of meters, and a real Prometheus that reads them. */
@NullMarked
package dev.headgate.it.monitoring;

import org.jspecify.annotations.NullMarked;
