package dev.headgate.console.settings;

import dev.headgate.documents.configuration.SettingsReader;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who else knows people and pipelines: a provider of OpenID Connect.
 *
 * @param issuer its address, where {@code /.well-known/openid-configuration} is found
 * @param clientId by which it knows the console
 * @param clientSecret the console's secret there; empty for a public client. Never shown
 * @param audience for whom bearer tokens must be
 * @param scopes what is asked for at sign-in
 * @param nameClaim the claim with the name that stands in commands
 * @param rolesClaim the claim with roles or groups; dots lead into objects
 * @param viewers values of it that may look
 * @param operators values of it that may command
 * @param approvers values of it that may approve and tick
 */
public record OidcSettings(
        String issuer,
        String clientId,
        Optional<String> clientSecret,
        String audience,
        List<String> scopes,
        String nameClaim,
        String rolesClaim,
        Set<String> viewers,
        Set<String> operators,
        Set<String> approvers) {

    /** Copies the collections. */
    public OidcSettings {
        scopes = List.copyOf(scopes);
        viewers = Set.copyOf(viewers);
        operators = Set.copyOf(operators);
        approvers = Set.copyOf(approvers);
    }

    @Override
    public String toString() {
        return "client " + clientId + " of " + issuer;
    }

    static Optional<OidcSettings> read(SettingsReader reader) {
        String issuer = reader.text(ConsoleSetting.OIDC_ISSUER);
        if (issuer.isEmpty()) {
            return Optional.empty();
        }
        if (!usable(issuer)) {
            reader.refuse(
                    ConsoleSetting.OIDC_ISSUER,
                    "the provider's https:// address, as it stands in its tokens; http:// only of this machine");
        }
        String clientId =
                reader.required(ConsoleSetting.OIDC_CLIENT_ID, "the id by which the provider knows the console");
        Optional<String> secret = ServedAddress.secret(reader, ConsoleSetting.OIDC_CLIENT_SECRET_FILE);
        if (secret.isEmpty()
                && !reader.text(ConsoleSetting.OIDC_CLIENT_SECRET_FILE).isEmpty()) {
            reader.refuse(ConsoleSetting.OIDC_CLIENT_SECRET_FILE, "a readable file with the secret in one line");
        }
        String audience = reader.text(ConsoleSetting.OIDC_AUDIENCE);
        return Optional.of(new OidcSettings(
                issuer,
                clientId,
                secret,
                audience.isEmpty() ? clientId : audience,
                List.of(reader.text(ConsoleSetting.OIDC_SCOPES).split("\\s+", -1)),
                reader.text(ConsoleSetting.OIDC_NAME_CLAIM),
                reader.text(ConsoleSetting.OIDC_ROLES_CLAIM),
                values(reader, ConsoleSetting.OIDC_VIEWERS),
                values(reader, ConsoleSetting.OIDC_OPERATORS),
                values(reader, ConsoleSetting.OIDC_APPROVERS)));
    }

    private static boolean usable(String issuer) {
        try {
            URI uri = URI.create(issuer);
            String host = String.valueOf(uri.getHost());
            boolean here = List.of("127.0.0.1", "localhost", "[::1]").contains(host);
            return uri.getHost() != null
                    && ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && here));
        } catch (IllegalArgumentException notAnUrl) {
            return false;
        }
    }

    private static Set<String> values(SettingsReader reader, ConsoleSetting setting) {
        return Stream.of(reader.text(setting).split(",", -1))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .collect(Collectors.toSet());
    }
}
