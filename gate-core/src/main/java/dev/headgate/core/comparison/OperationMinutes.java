package dev.headgate.core.comparison;

/**
 * What has to be remembered of the baseline's minutes in one operation.
 *
 * @param operation the operation
 * @param minutes its minutes
 */
public record OperationMinutes(String operation, VersionMinutes.Memory minutes) {}
