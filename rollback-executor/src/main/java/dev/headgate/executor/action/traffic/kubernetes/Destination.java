package dev.headgate.executor.action.traffic.kubernetes;

import java.util.List;

/**
 * One of the places between which a rule divides its requests.
 *
 * @param name what it is called there
 * @param weight its weight in force
 * @param pointer where in the object its weight stands
 */
record Destination(String name, long weight, String pointer) {

    /**
     * The one of that name.
     *
     * @throws IllegalArgumentException if there is none, or more than one
     */
    static Destination named(String name, List<Destination> all, String where) {
        List<Destination> found =
                all.stream().filter(one -> one.name().equals(name)).toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(where + " has " + (found.isEmpty() ? "no " : found.size() + " times ")
                    + name + ", it divides its requests between "
                    + all.stream().map(Destination::name).toList());
        }
        return found.get(0);
    }
}
