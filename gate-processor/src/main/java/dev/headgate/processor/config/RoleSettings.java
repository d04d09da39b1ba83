package dev.headgate.processor.config;

import dev.headgate.core.Roles;
import dev.headgate.documents.configuration.SettingsReader;
import dev.headgate.schemas.model.Names;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads who may speak for which role: {@code gate.role.release-managers: ann, bob}. */
final class RoleSettings {

    /** Before the role in the key. */
    static final String BEGINNING = "gate.role.";

    private RoleSettings() {}

    static Roles read(SettingsReader reader) {
        SortedMap<String, SortedSet<String>> holders = new TreeMap<>();
        reader.family(BEGINNING).forEach((role, names) -> {
            TreeSet<String> issuers = new TreeSet<>();
            names.lines()
                    .flatMap(line -> java.util.Arrays.stream(line.split(",", -1)))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .forEach(issuers::add);
            if (!Names.isName(role) || issuers.isEmpty()) {
                reader.refuse(
                        BEGINNING + role,
                        "a role's name behind " + BEGINNING + ", and names of issuers with commas as its value");
            }
            holders.put(role, issuers);
        });
        return new Roles(holders);
    }
}
