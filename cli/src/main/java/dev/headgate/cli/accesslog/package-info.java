/** What a proxy logs of requests, as request events: reading lines, telling versions and operations, following files. */
@NullMarked
package dev.headgate.cli.accesslog;

import org.jspecify.annotations.NullMarked;
