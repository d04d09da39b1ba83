/**
 * Whom the executor tells of decisions and executions, and how: {@link dev.headgate.schemas.model.notice.NoticePlan} is the
 * whole, made of channels and of the routes that lead to them.
 */
@NullMarked
package dev.headgate.schemas.model.notice;

import org.jspecify.annotations.NullMarked;
