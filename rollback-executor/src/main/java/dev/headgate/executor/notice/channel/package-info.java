/**
 * The ways to tell people: what is sent to each provider, and how what it answers is understood. Every try has a time-out,
 * TLS is verified, no redirect is followed, and no secret is in a message or a log line.
 */
@NullMarked
package dev.headgate.executor.notice.channel;

import org.jspecify.annotations.NullMarked;
