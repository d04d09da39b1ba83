/**
 * Policies and runbooks as people write them. A reader takes YAML text and answers with the record of {@code
 * dev.headgate.schemas.model} or with every problem at once, each with file, line, column, the words found, the words
 * expected and the nearest name. Nothing here reads a file, a clock or the network; every reader is safe to share
 * between threads, and no text makes one throw.
 */
@NullMarked
package dev.headgate.documents;

import org.jspecify.annotations.NullMarked;
