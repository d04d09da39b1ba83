/**
 * What a Spring Boot application needs to publish its requests: this on its class path, and three properties. Spring and
 * the servlet API are the application's own.
 */
@NullMarked
package dev.headgate.telemetry.springboot;

import org.jspecify.annotations.NullMarked;
