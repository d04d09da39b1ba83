package dev.headgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokensReaderTest {

    private static final List<String> ROLES = List.of("viewer", "operator", "approver");
    private static final String HASH = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @Test
    void aTokenHasAnOwnerRolesAndAHash() {
        Parsed<List<KnownToken>> parsed = TokensReader.read("tokens.yaml", """
                tokens:
                  - name: ann
                    roles: [ viewer, operator ]
                    sha256: %s
                """.formatted(HASH), ROLES);

        assertThat(parsed.problems()).isEmpty();
        assertThat(((Parsed.Valid<List<KnownToken>>) parsed).value())
                .containsExactly(new KnownToken("ann", Set.of("viewer", "operator"), HASH));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        Parsed<List<KnownToken>> parsed = TokensReader.read("tokens.yaml", """
                tokens:
                  - name: "ann smith"
                    roles: [ operater ]
                  - name: bob
                    roles: viewer
                    sha256: %s
                  - name: carol
                    roles: [ viewer ]
                    sha256: %s
                """.formatted(HASH, HASH), ROLES);

        assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
        assertThat(Problem.render(parsed.problems(), false))
                .contains("who shows a token has a form that no name has")
                .contains("did you mean operator?")
                .contains("`sha256` is missing")
                .contains("the token of bob");
    }

    @Test
    void whatMayBeTheTokenItselfIsNeverShown() {
        Parsed<List<KnownToken>> parsed = TokensReader.read("tokens.yaml", """
                tokens:
                  - { name: ann, roles: viewer, sha256: secret-secret-secret }
                """, ROLES);

        assertThat(Problem.render(parsed.problems(), false))
                .contains("this is no SHA-256 of a token")
                .contains("sha256sum")
                .doesNotContain("secret-secret");
    }
}
