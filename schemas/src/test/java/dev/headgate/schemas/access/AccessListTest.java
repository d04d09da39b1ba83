package dev.headgate.schemas.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccessListTest {

    private static final TopicCatalogue TOPICS = new TopicCatalogue("test.");

    private final AccessList access = new AccessList(TOPICS, Identities.standard("test."));

    @Test
    void everyTopicIsMadeWrittenAndReadBySomebody() {
        assertThat(TOPICS.topics()).allSatisfy(topic -> {
            assertThat(who(AclOperation.CREATE, topic)).containsExactly(Participant.ADMINISTRATOR);
            assertThat(who(AclOperation.WRITE, topic)).isNotEmpty();
            assertThat(who(AclOperation.READ, topic)).isNotEmpty();
        });
    }

    @Test
    void onlyTheGatePeopleWhoMayActWithoutItAndTheConsoleWriteDecisions() {
        assertThat(who(AclOperation.WRITE, TOPICS.topic(TopicCatalogue.GATE_DECISIONS)))
                .containsExactly(Participant.JUDGE, Participant.ON_CALL, Participant.CONSOLE);
    }

    @Test
    void onlyPeopleTheConsoleAndOtherGatesCommand() {
        assertThat(who(AclOperation.WRITE, TOPICS.topic(TopicCatalogue.GATE_COMMANDS)))
                .containsExactly(Participant.JUDGE, Participant.OPERATOR, Participant.ON_CALL, Participant.CONSOLE);
    }

    @Test
    void onlyTheExecutorSaysWhatWasExecutedAndRemembersIt() {
        assertThat(who(AclOperation.WRITE, TOPICS.topic(TopicCatalogue.EXECUTIONS)))
                .containsExactly(Participant.EXECUTOR);
        assertThat(who(AclOperation.WRITE, TOPICS.topic(TopicCatalogue.EXECUTOR_JOURNAL)))
                .containsExactly(Participant.EXECUTOR);
    }

    @Test
    void whoOnlyLooksWritesNothingAndIsInNoGroup() {
        assertThat(access.of(Participant.VIEWER)).allSatisfy(right -> {
            assertThat(right.resource()).isEqualTo(ResourceType.TOPIC);
            assertThat(right.operations()).isSubsetOf(AclOperation.READ, AclOperation.DESCRIBE);
        });
    }

    @Test
    void whoExaminesWritesNothingAndSeesAllTopics() {
        List<Right> rights = access.of(Participant.DOCTOR);

        assertThat(rights)
                .allSatisfy(right -> assertThat(right.operations())
                        .isSubsetOf(AclOperation.READ, AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS));
        assertThat(rights)
                .extracting(Right::name)
                .containsAll(TOPICS.topics().stream().map(TopicSpec::name).toList());
        assertThat(rights).contains(Right.seenGroup("test-judge"), Right.seenTransactions("test-executor-"));
    }

    @Test
    void rightsToOneThingAreOneRight() {
        Right both =
                Right.topic("test", AclOperation.WRITE).and(Right.topic("test", AclOperation.READ, AclOperation.WRITE));

        assertThat(both).isEqualTo(Right.topic("test", AclOperation.READ, AclOperation.WRITE));
        assertThatIllegalArgumentException().isThrownBy(() -> both.and(Right.topic("other", AclOperation.READ)));
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsListedTwice(Participant participant) {
        List<String> resources = access.of(participant).stream()
                .map(right -> right.resource() + " " + right.pattern() + " " + right.name())
                .toList();

        assertThat(resources).isNotEmpty().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void nothingOfAnotherInstallationIsTouched(Participant participant) {
        assertThat(access.of(participant))
                .allSatisfy(right -> assertThat(right.name()).matches("test[.-].+"));
    }

    @Test
    void anExecutorInADryRunMayNotWriteWhatARealOneWrites() {
        Identities ids = Identities.standard("test.").dryRun();

        List<Right> rights = new AccessList(TOPICS, ids).of(Participant.EXECUTOR);

        assertThat(rights)
                .contains(Right.topic("test.executions.dry-run", AclOperation.READ, AclOperation.WRITE))
                .contains(Right.topic("test.executor.journal.dry-run", AclOperation.READ, AclOperation.WRITE))
                .contains(Right.group("test-executor-dry-run"))
                .noneMatch(right -> right.name().equals("test.executions"))
                .noneMatch(right -> right.name().equals("test.executor.journal"));
    }

    @Test
    void idsAndTopicsOfOnesOwnTakeThePlaceOfTheUsualOnes() {
        Identities ids = Identities.standard("test.")
                .withGate("g-")
                .withExecutor("e")
                .withNotices("n")
                .withJournal("j")
                .withOtlp(List.of("spans"));
        AccessList own = new AccessList(TOPICS, ids);

        assertThat(own.of(Participant.COMBINE))
                .contains(Right.topic("spans", AclOperation.READ), Right.group("g-combine"))
                .contains(Right.transactions("g-combine-"));
        assertThat(own.of(Participant.JUDGE))
                .contains(Right.topic(
                        "g-judge-judge-state-changelog", AclOperation.CREATE, AclOperation.READ, AclOperation.WRITE));
        assertThat(own.of(Participant.EXECUTOR))
                .contains(Right.group("e"), Right.groups("n-"), Right.transactions("e-"))
                .contains(Right.topic("test.j", AclOperation.READ, AclOperation.WRITE));
    }

    @Test
    void participantsAreKnownByTheirNamesInCommands() {
        assertThat(Participant.values())
                .allSatisfy(participant ->
                        assertThat(Participant.named(participant.wireName())).contains(participant));
        assertThat(Participant.named("nobody")).isEmpty();
        assertThat(Participant.JUDGE.process()).isEqualTo(Participant.COMBINE.process());
    }

    @Test
    void refusesARightToNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Right(ResourceType.TOPIC, PatternType.PREFIXED, "", List.of(AclOperation.READ)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Right(ResourceType.TOPIC, PatternType.LITERAL, "test", List.of()));
    }

    private Stream<Participant> who(AclOperation operation, TopicSpec topic) {
        return Arrays.stream(Participant.values())
                .filter(participant -> access.of(participant).stream()
                        .anyMatch(right -> right.resource() == ResourceType.TOPIC
                                && right.name().equals(topic.name())
                                && right.operations().contains(operation)));
    }
}
