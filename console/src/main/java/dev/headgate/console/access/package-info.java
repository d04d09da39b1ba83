/**
 * Who may do what: identities by session, token or provider, roles, and what is refused before anybody is asked. It knows no
 * server: a request comes in as a {@link dev.headgate.console.access.Visit} and leaves as an {@link
 * dev.headgate.console.access.Admission}. Start reading at {@link dev.headgate.console.access.Guard}.
 */
@NullMarked
package dev.headgate.console.access;

import org.jspecify.annotations.NullMarked;
