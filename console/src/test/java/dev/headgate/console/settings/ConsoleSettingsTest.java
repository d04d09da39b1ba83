package dev.headgate.console.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How settings are read is tested where it is done; here is what is the console's own. */
class ConsoleSettingsTest {

    @TempDir
    Path directory;

    @Test
    void byItselfItIsForThisMachineAloneAndGivesNoCommands() {
        ConsoleSettings settings = read();

        assertThat(settings.address().host()).isEqualTo("127.0.0.1");
        assertThat(settings.address().port()).isEqualTo(8420);
        assertThat(settings.address().loopback()).isTrue();
        assertThat(settings.address().secure()).isFalse();
        assertThat(settings.signingKey()).isEmpty();
        assertThat(settings.oidc()).isEmpty();
        assertThat(settings.clients()).containsEntry("bootstrap.servers", "127.0.0.1:9092");
    }

    @Test
    void anAddressThatOthersReachNeedsPeopleTlsAndAName() {
        assertThatThrownBy(() -> read("http.host=0.0.0.0"))
                .hasMessageContaining("tokens.file or oidc.issuer")
                .hasMessageContaining("tls.keystore beside it, or behind.proxy: true")
                .hasMessageContaining("public.url has a value that cannot be used");
    }

    @Test
    void behindAProxyThatSpeaksTlsItIsServed() throws IOException {
        Path tokens = Files.writeString(directory.resolve("tokens.yaml"), "tokens: []\n");

        ConsoleSettings settings = read(
                "http.host=0.0.0.0",
                "behind.proxy=true",
                "tokens.file=" + tokens,
                "public.url=https://Headgate.example.com/");

        assertThat(settings.address().secure()).isTrue();
        assertThat(settings.address().publicUrl()).contains("https://headgate.example.com");
    }

    @Test
    void anAddressInPlainTextIsForThisMachineAlone() throws IOException {
        Path tokens = Files.writeString(directory.resolve("tokens.yaml"), "tokens: []\n");
        String refusal = "an address with https:// where other machines reach the console";

        assertThatThrownBy(() -> read(
                        "http.host=0.0.0.0",
                        "behind.proxy=true",
                        "tokens.file=" + tokens,
                        "public.url=http://headgate.example.com"))
                .hasMessageContaining(refusal);
        assertThatThrownBy(() -> read("public.url=http://headgate.example.com")).hasMessageContaining(refusal);
        assertThatThrownBy(() -> read(
                        "http.host=0.0.0.0",
                        "behind.proxy=true",
                        "tokens.file=" + tokens,
                        "public.url=http://localhost:8420"))
                .hasMessageContaining(refusal);

        assertThat(read("public.url=http://localhost:9000").address().publicUrl())
                .contains("http://localhost:9000");
    }

    @Test
    void aPortThatOnlyThisMachineForwardsToNeedsPeopleAndTheAddressOfThisMachine() throws IOException {
        Path tokens = Files.writeString(directory.resolve("tokens.yaml"), "tokens: []\n");

        ServedAddress address = read("http.host=0.0.0.0", "tokens.file=" + tokens, "public.url=http://127.0.0.1:8420")
                .address();

        assertThat(address.loopback()).isFalse();
        assertThat(address.secure()).isFalse();
        assertThat(address.behindProxy()).isFalse();
        assertThatThrownBy(() -> read("http.host=0.0.0.0", "public.url=http://127.0.0.1:8420"))
                .hasMessageContaining("tokens.file or oidc.issuer");
        assertThatThrownBy(() ->
                        read("http.host=0.0.0.0", "tokens.file=" + tokens, "public.url=http://headgate.example.com"))
                .hasMessageContaining("public.url: http://127.0.0.1:PORT where only this machine forwards to it")
                .hasMessageContaining("an address with https://");
    }

    @Test
    void whatIsNoAddressOrNoTruthIsRefused() {
        assertThatThrownBy(() -> read("public.url=headgate", "behind.proxy=yes", "tls.keystore=/nowhere"))
                .hasMessageContaining("as https://headgate.example.com")
                .hasMessageContaining("true or false")
                .hasMessageContaining("an existing path");
    }

    @Test
    void aProviderNeedsAnIdAndAnAddressThatNobodyCanPlay() {
        assertThatThrownBy(() -> read("oidc.issuer=http://login.example.com"))
                .hasMessageContaining("the provider's https:// address")
                .hasMessageContaining("oidc.client.id: error: this setting is missing");

        OidcSettings oidc = read(
                        "oidc.issuer=https://login.example.com",
                        "oidc.client.id=console",
                        "oidc.operators=sre, release-managers")
                .oidc()
                .orElseThrow();
        assertThat(oidc.audience()).isEqualTo("console");
        assertThat(oidc.operators()).containsExactlyInAnyOrder("sre", "release-managers");
        assertThat(oidc.scopes()).containsExactly("openid", "profile");
    }

    @Test
    void secretsAreNeverShown() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "hidden-hidden-hidden");

        assertThat(read(
                                "oidc.issuer=https://login.example.com",
                                "oidc.client.id=console",
                                "oidc.client.secret.file=" + secret)
                        .toString())
                .doesNotContain("hidden");
    }

    /** The table that people read and the code that decides are one. */
    @Test
    void everySettingAndItsDefaultStandInTheDocumentation() throws IOException {
        Path home = Path.of(System.getProperty("headgate.home"));
        String text = Files.readString(home.resolve("docs/CONFIGURATION.md"));
        String table = text.substring(text.indexOf("\n# The console\n"));

        for (ConsoleSetting setting : ConsoleSetting.values()) {
            String standard = setting.standard().isEmpty() ? "none" : "`" + setting.standard() + "`";
            assertThat(table).contains("| `" + setting.key() + "` | " + standard + " |");
        }
    }

    private ConsoleSettings read(String... more) {
        return ConsoleSettings.read(
                Optional.empty(),
                Map.of(),
                Stream.concat(Stream.of("bootstrap.servers=127.0.0.1:9092"), Stream.of(more))
                        .toList());
    }
}
