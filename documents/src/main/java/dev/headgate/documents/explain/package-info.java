/**
 * What a policy means, in plain sentences: what happens when, who is asked, what stops it and how fast, and where it does
 * not do what it seems to. Pure: a policy and the present time in, sentences out.
 */
@NullMarked
package dev.headgate.documents.explain;

import org.jspecify.annotations.NullMarked;
