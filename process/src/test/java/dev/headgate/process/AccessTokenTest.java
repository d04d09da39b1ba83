package dev.headgate.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTokenTest {

    @TempDir
    Path directory;

    @Test
    void isShownAsABearerToken() throws Exception {
        AccessToken token = AccessToken.read(file("0123456789abcdef\n")).orElseThrow();

        assertThat(token.isShownBy("Bearer 0123456789abcdef")).isTrue();
        for (String wrong : new String[] {"", "Bearer", "Bearer ", "0123456789abcdef", "Bearer 0123456789abcdeF"}) {
            assertThat(token.isShownBy(wrong)).as(wrong).isFalse();
        }
    }

    @Test
    void whatIsShortOrOfSeveralWordsIsNoSecret() throws Exception {
        for (String text : new String[] {"", "short", "0123456789 abcdef", "0123456789\nabcdef", "0123456789abcdé"}) {
            assertThat(AccessToken.read(file(text))).as(text).isEmpty();
        }
        assertThat(AccessToken.read(directory.resolve("absent"))).isEmpty();
    }

    private Path file(String text) throws Exception {
        return Files.writeString(directory.resolve("token"), text);
    }
}
