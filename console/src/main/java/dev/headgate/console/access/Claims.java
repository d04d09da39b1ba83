package dev.headgate.console.access;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.headgate.console.settings.OidcSettings;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who somebody is, by what a provider's token claims of them. */
final class Claims {

    private Claims() {}

    /** The person; empty if the token names nobody or gives no role. */
    static Optional<Person> person(JWTClaimsSet claims, OidcSettings settings) {
        Optional<String> name = text(claims.getClaim(settings.nameClaim()))
                .or(() -> text(claims.getSubject()))
                .filter(Person::isName);
        Set<Role> roles = roles(values(at(claims.getClaims(), settings.rolesClaim())), settings);
        return name.filter(it -> !roles.isEmpty())
                .map(it -> new Person(it, roles, Person.Proof.OIDC, text(claims.getSubject())));
    }

    private static Set<Role> roles(Set<String> values, OidcSettings settings) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        give(roles, Role.VIEWER, settings.viewers(), values);
        give(roles, Role.OPERATOR, settings.operators(), values);
        give(roles, Role.APPROVER, settings.approvers(), values);
        return roles;
    }

    private static void give(Set<Role> roles, Role role, Set<String> of, Set<String> values) {
        if (values.stream().anyMatch(of::contains)) {
            roles.add(role);
        }
    }

    /** The claim of this name, or what the dots in it lead to. */
    private static @Nullable Object at(Map<String, Object> claims, String path) {
        if (claims.containsKey(path)) {
            return claims.get(path);
        }
        Object found = claims;
        for (String part : path.split("\\.", -1)) {
            found = found instanceof Map<?, ?> object ? object.get(part) : null;
        }
        return found;
    }

    private static Set<String> values(@Nullable Object claim) {
        Stream<?> all = claim instanceof Collection<?> several
                ? several.stream()
                : claim instanceof String text ? Stream.of(text.split("[ ,]+", -1)) : Stream.of();
        return all.map(String::valueOf).collect(Collectors.toSet());
    }

    private static Optional<String> text(@Nullable Object claim) {
        return claim instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
