package dev.headgate.console.view;

/**
 * A limit that is drawn into the curve of a figure.
 *
 * @param figure {@code errorRate}, {@code p50}, {@code p95}, {@code p99} or {@code mean}
 * @param limit the limit in {@code unit}
 * @param unit {@code ratio} or {@code us}
 * @param list {@code stop} or {@code advance}
 * @param criterion the line as the policy has it
 */
public record DrawnLimit(String figure, double limit, String unit, String list, String criterion) {}
