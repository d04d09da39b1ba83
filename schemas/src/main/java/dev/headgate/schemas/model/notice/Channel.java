package dev.headgate.schemas.model.notice;

import java.time.Duration;

/**
 * One way to tell people.
 *
 * @param name its name; a recipient of that name is told here
 * @param target what is there
 * @param timeout how long one try may take
 * @param rate how often the provider may be asked
 * @param giveUpAfter how long a notice is tried again before it is given up
 */
public record Channel(String name, Target target, Duration timeout, Rate rate, Duration giveUpAfter) {

    /**
     * So many requests in so much time.
     *
     * @param count how many, at least 1
     * @param per in what time
     */
    public record Rate(int count, Duration per) {}
}
