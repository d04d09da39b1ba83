/**
 * Evidence that stays right while one looks all the time: how much more likely the data of closed seconds is if the
 * canary is worse (or not worse) than if it is not, gathered so that a healthy release is <i>ever</i> rolled back with
 * at most the stated chance, whenever and however often one looks. Pure arithmetic on {@link StrictMath}: the same
 * counts give the same bits everywhere.
 */
@NullMarked
package dev.headgate.core.evidence;

import org.jspecify.annotations.NullMarked;
