package dev.headgate.core.assess;

import dev.headgate.schemas.model.CriterionList;

/**
 * A line of a policy. The same words in several stages are one line here.
 *
 * @param list the list it stands in
 * @param text the line as written, without its effect
 */
public record LineKey(CriterionList list, String text) {}
