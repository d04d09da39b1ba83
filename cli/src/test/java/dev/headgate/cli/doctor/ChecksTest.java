package dev.headgate.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.doctor.Finding.Level;
import dev.headgate.cli.doctor.GroupSeen.Unread;
import dev.headgate.cli.provision.Words;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.schemas.access.AccessList;
import dev.headgate.schemas.access.Identities;
import dev.headgate.schemas.access.Participant;
import dev.headgate.schemas.access.Right;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was seen, and what is found in it: groups, transactions, clocks, keys, rights, versions. */
class ChecksTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"0, GOOD", "4, GOOD", "5, DOUBTFUL", "59, DOUBTFUL", "60, WRONG"})
    void aGroupIsBehindByTheAgeOfWhatItHasNotRead(int seconds, Level level) {
        GroupSeen group = group(
                Optional.of(2),
                new Unread("it.gate.sketches", 1, 900_000, Optional.empty()),
                new Unread("it.gate.commands", 3, 12, Optional.of(Duration.ofSeconds(seconds))));

        Finding finding = GroupChecks.of(group);

        assertThat(finding.level()).isEqualTo(level);
        if (level != Level.GOOD) {
            assertThat(finding.sentence()).contains("behind in it.gate.commands/3, 12 records, 2 members");
        }
    }

    @Test
    void aGroupWithoutMembersDoesNotRun() {
        Finding finding = GroupChecks.of(
                group(Optional.of(0), new Unread("it.gate.commands", 3, 12, Optional.of(Duration.ofSeconds(90)))));

        assertThat(finding.level()).isEqualTo(Level.WRONG);
        assertThat(finding.sentence())
                .contains("does not run: group it-judge has no members and has not read what came 1 min 30 s ago");
    }

    @Test
    void aGroupThatNeverWasIsDoubtful() {
        assertThat(GroupChecks.of(group(Optional.empty())).level()).isEqualTo(Level.DOUBTFUL);
    }

    @Test
    void transactionsOfMillisecondsAreFine() {
        assertThat(TransactionChecks.of(List.of(transaction(9, Optional.of("it-judge-1")))))
                .extracting(Finding::level)
                .containsExactly(Level.GOOD);
    }

    @Test
    void aTransactionThatHangsIsNamedWithTheCommandThatEndsIt() {
        assertThat(TransactionChecks.of(List.of(transaction(14, Optional.of("somebody")))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(Level.WRONG);
                    assertThat(finding.sentence())
                            .contains(
                                    "a transaction of somebody has been open in it.gate.sketches/2 for 14.0 s",
                                    "3 records");
                    assertThat(finding.remedy())
                            .contains(
                                    "1 min 00 s after its beginning",
                                    "abort --topic it.gate.sketches --partition 2 --start-offset 17");
                });
    }

    @Test
    void aTransactionThatNobodyKnowsOfIsEndedByNobody() {
        assertThat(TransactionChecks.of(List.of(transaction(14, Optional.empty()))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.sentence()).contains("producer 4711", "no coordinator knows of it");
                    assertThat(finding.remedy()).startsWith("Nobody ends it by itself");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "30, GOOD, agrees with the brokers' within 30 ms",
        "-200, GOOD, agrees with the brokers' within 200 ms",
        "2500, DOUBTFUL, ours is 2.5 s ahead of the brokers'",
        "-7000, WRONG, ours is 7.0 s behind the brokers'"
    })
    void clocksAreComparedByRecordsThatCome(long millis, Level level, String sentence) {
        Finding finding = ClockChecks.of(Optional.of(Duration.ofMillis(millis)));

        assertThat(finding.level()).isEqualTo(level);
        assertThat(finding.sentence()).isEqualTo(sentence);
    }

    @Test
    void withoutRecordsNothingIsSaidOfClocks() {
        assertThat(ClockChecks.of(Optional.empty()).level()).isEqualTo(Level.DOUBTFUL);
    }

    @Test
    void aKeyThatIsOnesOwnAndTrustedIsGood() throws IOException {
        KeyFiles key = KeyFiles.create(directory, "alice");
        TrustSeen operators = KeyLook.trust(directory);

        assertThat(KeyChecks.own(KeyLook.key(key.privateKey()), Optional.of(operators)))
                .containsExactly(
                        Finding.good("keys", "the signing key " + key.keyId() + " is among those in " + directory));
        assertThat(KeyChecks.own(KeyLook.key(key.privateKey()), Optional.empty()))
                .extracting(Finding::level)
                .containsExactly(Level.GOOD);
    }

    @Test
    void aKeyThatOthersMayReadIsWrong() throws IOException {
        Path file = KeyFiles.create(directory, "alice").privateKey();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(KeyChecks.own(KeyLook.key(file), Optional.empty()))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(Level.WRONG);
                    assertThat(finding.sentence()).contains("open to others (rw-r--r--)");
                    assertThat(finding.remedy()).contains("chmod 600 " + file);
                });
    }

    @Test
    void aKeyThatTheGateDoesNotTrustIsWrong() {
        KeyFiles alice = KeyFiles.create(directory, "alice");
        KeyFiles.create(directory.resolve("trusted"), "bob");

        assertThat(KeyChecks.own(
                        KeyLook.key(alice.privateKey()), Optional.of(KeyLook.trust(directory.resolve("trusted")))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("its commands are not obeyed"));
    }

    @Test
    void filesThatAreNoKeysAreNamed() throws IOException {
        Path none = Files.writeString(directory.resolve("alice.private.pem"), "no key");
        Path trusted = Files.createDirectory(directory.resolve("trusted"));
        Files.writeString(trusted.resolve("bob.public.pem"), "no key");

        assertThat(KeyChecks.own(KeyLook.key(none), Optional.empty()).get(0).sentence())
                .startsWith("the signing key cannot be used")
                .contains("alice.private.pem");
        assertThat(KeyChecks.trusted(KeyLook.trust(trusted)).sentence()).contains("bob.public.pem");
        assertThat(KeyChecks.trusted(KeyLook.trust(directory.resolve("none"))).level())
                .isEqualTo(Level.WRONG);
    }

    @Test
    void decisionsThatNobodyTrustedHasSignedAreWrong() {
        assertThat(KeyChecks.decisions(new SignaturesSeen(12, List.of())).sentence())
                .isEqualTo("the signatures of the last day's 12 decisions are good");
        assertThat(KeyChecks.decisions(new SignaturesSeen(0, List.of())).level())
                .isEqualTo(Level.GOOD);
        Finding doubtful = KeyChecks.decisions(
                new SignaturesSeen(12, List.of("the decision at offset 3 is not signed", "another")));
        assertThat(doubtful.level()).isEqualTo(Level.WRONG);
        assertThat(doubtful.sentence())
                .isEqualTo("the decision at offset 3 is not signed, and 1 more like it: no executor carries that out");
    }

    @ParameterizedTest
    @MethodSource("parts")
    void whoMayDoEverythingLacksNothing(Part part) {
        List<Finding> findings =
                rights(part, TopicChecksTest.wholesome(), Optional.of(EnumSet.allOf(AclOperation.class)));

        assertThat(findings.get(0).level()).isEqualTo(Level.GOOD);
        assertThat(findings).noneMatch(finding -> finding.level() == Level.WRONG);
    }

    @ParameterizedTest
    @MethodSource("parts")
    void whoMayOnlyDescribeIsToldWhatItLacks(Part part) {
        Map<String, TopicSeen> topics = new TreeMap<>();
        TopicChecksTest.wholesome()
                .forEach((name, topic) -> topics.put(
                        name,
                        new TopicSeen(
                                name, 8, 3, 0, 0, topic.configuration(), Optional.of(Set.of(AclOperation.DESCRIBE)))));

        Finding finding =
                rights(part, topics, Optional.of(Set.of(AclOperation.DESCRIBE))).get(0);

        assertThat(finding.level()).isEqualTo(Level.WRONG);
        assertThat(finding.sentence())
                .startsWith("as " + part.word() + " this user lacks ")
                .contains(
                        switch (part.word()) {
                            case "administrator" -> "Create on topic it.gate.decisions";
                            case "gate", "judge", "on-call" -> "Write on topic it.gate.decisions";
                            case "combine" -> "Write on topic it.gate.sketches";
                            case "executor" -> "Read and Write on topic it.executor.journal";
                            case "operator", "console" -> "Read and Write on topic it.gate.commands";
                            case "replayer" -> "Read and Write on topic it.telemetry.dead-letters";
                            case "application" -> "Write on topic it.telemetry.requests";
                            case "receiver" -> "Read and Write on topic it.telemetry.requests";
                            case "viewer" -> "Read on topic it.gate.rollouts";
                            case "doctor" -> "Read and DescribeConfigs on topic it.gate.ticks";
                            default -> throw new AssertionError("what does " + part.word() + " lack?");
                        });
    }

    /** What everybody needs is written down once: nothing here may say otherwise. */
    @ParameterizedTest
    @MethodSource("parts")
    void allThatTheListOfRightsHasIsAskedAboutOrSaidToBeUnknown(Part part) {
        AccessList access = new AccessList(new TopicCatalogue("it."), Identities.standard("it."));

        String said = rights(part, Map.of(), Optional.empty()).toString();

        for (Participant participant : part.participants()) {
            for (Right right : access.of(participant)) {
                assertThat(said).contains(" " + right.name());
                right.operations().forEach(operation -> assertThat(said).contains(Words.capitalized(operation)));
            }
        }
    }

    @Test
    void aGateIsBothItsHalvesAndEveryParticipantIsKnownByItsName() {
        Part gate = new Part.Converter().convert("gate");

        assertThat(gate.participants()).containsExactly(Participant.COMBINE, Participant.JUDGE);
        assertThat(gate.rights(new AccessList(new TopicCatalogue("it."), Identities.standard("it."))))
                .filteredOn(right -> right.name().equals("it.gate.sketches"))
                .singleElement()
                .satisfies(
                        right -> assertThat(right.operations()).containsExactly(AclOperation.READ, AclOperation.WRITE));
        assertThat(new Part.Words()).contains("console", "doctor", "on-call");
    }

    @Test
    void whatIsNotThereYetCannotBeAskedAbout() {
        List<Finding> findings =
                rights(new Part.Converter().convert("executor"), TopicChecksTest.wholesome(), Optional.empty());

        assertThat(findings.get(1).level()).isEqualTo(Level.DOUBTFUL);
        assertThat(findings.get(1).sentence())
                .contains("Read on group it-executor", "Write on transactional ids it-executor-*");
    }

    @Test
    void transactionsThatCanHangForEverAreDoubtful() {
        assertThat(VersionChecks.of(Map.of("metadata.version", 25, "transaction.version", 2), "headgate 0.1.0"))
                .isEqualTo(Finding.good("versions", "headgate 0.1.0; the cluster's metadata.version is 25"));
        assertThat(VersionChecks.of(Map.of("metadata.version", 21), "headgate 0.1.0")
                        .level())
                .isEqualTo(Level.DOUBTFUL);
    }

    @Test
    void findingsAreALineAndWhatToDoBelowIt() {
        Finding wrong = Finding.wrong("topics", "one is missing", "Make it.");

        assertThat(FindingText.lines(wrong, Palette.PLAIN))
                .containsExactly(" ✗ topics       one is missing", "                → Make it.");
        assertThat(FindingText.sum(List.of(wrong, Finding.doubtful("a", "b", "c")), Palette.PLAIN))
                .isEqualTo("1 thing is wrong, 1 is doubtful.");
        assertThat(FindingText.sum(List.of(Finding.good("a", "b")), Palette.PLAIN))
                .isEqualTo("All is well.");
        JsonNode json = JsonMapper.shared().readTree(FindingText.json(wrong));
        assertThat(json.get("level").stringValue()).isEqualTo("wrong");
        assertThat(json.get("remedy").stringValue()).isEqualTo("Make it.");
    }

    private static List<Part> parts() {
        return Part.all();
    }

    private static List<Finding> rights(
            Part part, Map<String, TopicSeen> topics, Optional<Set<AclOperation>> ofGroups) {
        AccessList access = new AccessList(new TopicCatalogue("it."), Identities.standard("it."));
        return RightsChecks.of(part.word(), part.rights(access), topics, group -> ofGroups);
    }

    private static GroupSeen group(Optional<Integer> members, Unread... unread) {
        return new GroupSeen("it-judge", "the gate (judge)", true, members, List.of(unread));
    }

    private static TransactionSeen transaction(int seconds, Optional<String> owner) {
        return new TransactionSeen(
                "it.gate.sketches",
                2,
                3,
                17,
                4711,
                Duration.ofSeconds(seconds),
                owner,
                owner.map(known -> Duration.ofSeconds(60)));
    }
}
