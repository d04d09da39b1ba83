package dev.headgate.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private static final Person ANN = new Person("ann", Set.of(Role.VIEWER), Person.Proof.TOKEN);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-29T10:00:00Z"));
    private final Sessions sessions = new Sessions(Duration.ofHours(12), now::get);

    @Test
    void aSessionIsFoundByItsSecretUntilItEnds() {
        String secret = sessions.begin(ANN, Optional.empty());

        assertThat(sessions.find(secret)).map(Session::person).contains(ANN);
        assertThat(sessions.find("guessed")).isEmpty();
        now.set(now.get().plus(Duration.ofHours(12)));
        assertThat(sessions.find(secret)).isEmpty();
    }

    @Test
    void secretsOfSessionsAndTheirCsrfAreAllDifferent() {
        String one = sessions.begin(ANN, Optional.empty());
        String other = sessions.begin(ANN, Optional.empty());

        assertThat(one).isNotEqualTo(other).hasSizeGreaterThan(40);
        assertThat(sessions.find(one).orElseThrow().csrf())
                .isNotEqualTo(sessions.find(other).orElseThrow().csrf())
                .isNotEqualTo(one);
    }

    @Test
    void whatWasEndedIsNotFound() {
        String secret = sessions.begin(ANN, Optional.empty());

        sessions.end(secret);

        assertThat(sessions.find(secret)).isEmpty();
    }

    @Test
    void aOneTimeTokenIsGoodOnceAndForAnHour() {
        OneTimeToken token = OneTimeToken.create(now::get);
        String shown = token.shown().orElseThrow();

        assertThat(token.use("guessed")).isFalse();
        assertThat(token.use(shown)).isTrue();
        assertThat(token.use(shown)).isFalse();
        assertThat(token.shown()).isEmpty();

        OneTimeToken old = OneTimeToken.create(now::get);
        String late = old.shown().orElseThrow();
        now.set(now.get().plus(OneTimeToken.LIFETIME));
        assertThat(old.use(late)).isFalse();
        assertThat(OneTimeToken.none().use("")).isFalse();
    }

    @Test
    void aNameIsPrintable() {
        assertThat(Person.isName("Ann Smith")).isTrue();
        assertThat(Person.isName(" ")).isFalse();
        assertThat(Person.isName("ann\nadmin")).isFalse();
        assertThat(Person.isName("ann\u202Eadmin")).isFalse();
        assertThat(Person.isName("a".repeat(101))).isFalse();
    }
}
