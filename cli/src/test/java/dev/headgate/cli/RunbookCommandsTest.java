package dev.headgate.cli;

import static dev.headgate.cli.Run.headgate;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code headgate runbook explain}, {@code run --dry-run} and {@code rehearse}. */
class RunbookCommandsTest {

    @TempDir
    Path directory;

    private Path calls;

    @BeforeEach
    void programs() throws IOException {
        calls = directory.resolve("calls");
        program("find", "echo '{\"version\": \"1.9.0\"}'");
        program("check", "true");
        program("shift", "true");
        program("broken", "echo cannot reach the database; exit 3");
        program("slow", "sleep 60");
    }

    @Test
    void explainsOrderTimesFailuresAndCrashes() throws IOException {
        Path file = runbook("""
                runbook: back
                description: Back to the last good one
                parameters: { service: name }
                budget: 3m
                steps:
                  - name: find
                    command: { arguments: [ DIR/find ] }
                    budget: 20s
                    tries: 3
                    recovery: rerun
                    outputs: { version: version }
                  - name: prepare
                    command: { arguments: [ DIR/check ] }
                    recovery: verify
                    verify: { command: { arguments: [ DIR/check ] }, budget: 5s }
                    onFailure: continue
                  - name: traffic
                    when: ${service} != archive
                    command: { arguments: [ DIR/shift, "${steps.find.version}" ] }
                    recovery: ask
                    confirms: weight
                """);

        Run run = headgate("runbook", "explain", file.toString());

        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        String said = run.out().replaceAll("\\s+", " ");
        assertThat(said)
                .contains("back: Back to the last good one", "service (name)")
                .contains("at most 20s, and 63s with 3 tries and the pauses between them. It must say version.")
                .contains("1. find", "2. prepare", "3. traffic")
                .contains("that is named in the outcome and the next step follows")
                .contains("it is found out whether it had its effect")
                .contains("Only if service is not archive: runs")
                .contains("The weight in force is read back by traffic")
                .contains("As a rollback it is not tried again when traffic fails");
    }

    @Test
    void aQuestionToAPersonIsNamedAndShownAndNotAskedInARehearsal() throws IOException {
        Path file = runbook("""
                runbook: back
                parameters: { canary: version }
                steps:
                  - { name: check, command: { arguments: [ DIR/check ] }, recovery: rerun, safe: true, budget: 45s }
                  - { name: replica, confirm: { question: Is the replica caught up? }, budget: 20m }
                  - { name: tell, confirm: { question: "${canary}" } }
                  - { name: charge, command: { arguments: [ DIR/check ] }, recovery: ask, answerWithin: 2h }
                  - { name: traffic, command: { arguments: [ DIR/shift ] }, recovery: rerun, confirms: weight }
                """);

        String explained = headgate("runbook", "explain", file.toString()).out().replaceAll("\\s+", " ");
        Run shown = headgate("runbook", "run", "--dry-run", file.toString(), "--set", "canary=2.0.0");
        Run rehearsed = headgate("runbook", "rehearse", file.toString(), "--set", "canary=2.0.0");

        assertThat(explained)
                .contains("asks a person \"Is the replica caught up?\" and waits for yes, at most 20m")
                .contains(
                        "If the answer is no, or nobody answers in time, the runbook ends as failed; a no ends a rollback"
                                + " or step back, too, one that nobody answers asks again.")
                .contains("After a crash, the wait goes on.")
                .contains("it does not run again: for 2h a person is asked what became of it, then it ends as failed;"
                        + " a rollback or step back asks again.")
                .contains(
                        "As a rollback it waits for a person (replica, tell)",
                        "give rollbacks a runbook that asks nobody")
                .contains("a crash leaves open what became of a step (charge for 2h)");
        assertThat(shown.out())
                .contains("a person is asked: Is the replica caught up?", "a person is asked: 2.0.0", "at most 30m");
        assertThat(rehearsed.code()).as(rehearsed.out() + rehearsed.err()).isEqualTo(ExitCode.DONE);
        assertThat(rehearsed.out()).contains("a rehearsal asks nobody");
    }

    @Test
    void explainsWhatIsUndoneAndHowLongThatTakes() throws IOException {
        Path file = runbook("""
                runbook: prepare
                steps:
                  - name: make
                    command: { arguments: [ DIR/check ] }
                    recovery: rerun
                    undo: { command: { arguments: [ DIR/find ] }, budget: 20s, tries: 2 }
                  - name: check
                    command: { arguments: [ DIR/check ] }
                    budget: 50s
                    recovery: rerun
                    onFailure: compensate
                """);

        String said = headgate("runbook", "explain", file.toString()).out().replaceAll("\\s+", " ");

        assertThat(said)
                .contains("It takes at most 101s, of which undoing may take 41s")
                .contains("the steps before it are undone, the last first")
                .contains("one that waits behind this as a hook may expire");
    }

    @Test
    void aTrapIsMeasuredByThePolicyThatIsNamed() throws IOException {
        Path file = runbook("""
                runbook: hook
                steps: [ { name: make, command: { arguments: [ DIR/check ] }, recovery: rerun, budget: 4m } ]
                """);
        Path policy = Files.writeString(
                directory.resolve("policy.yaml"),
                "policy: shop\ndecisionValidity: 5m\nstages: [ { weight: 100%, watch: 1h } ]\n");

        Run usual = headgate("runbook", "explain", file.toString());
        Run named = headgate("runbook", "explain", file.toString(), "--policy", policy.toString());

        assertThat(usual.out()).contains("Traps", "decisionValidity");
        assertThat(named.out()).contains("No traps found.");
    }

    @Test
    void aDryRunShowsArgumentsAddressesBodiesAndConditionsAndDoesNothing() throws IOException {
        Path file = runbook("""
                runbook: all
                parameters: { canary: version, weight: weight, action: name, note: text }
                steps:
                  - name: find
                    command: { arguments: [ DIR/find, "${canary}", "${note}" ], environment: { W: "${weight}" }, inherit: [ PATH ] }
                    recovery: rerun
                    outputs: { previous: version, count: integer }
                  - name: tell
                    when: ${action} = apply
                    http:
                      url: https://deploy.example.org/v1/warm
                      query: { v: "${canary}" }
                      headers: { Authorization: { file: /run/secrets/token }, X-Who: "${note}" }
                      json: { weight: "${weight}", count: "${steps.find.count}", to: "${steps.find.previous}" }
                    recovery: ask
                  - name: traffic
                    command: { arguments: [ DIR/shift ] }
                    recovery: rerun
                    confirms: weight
                """);

        Run run = headgate(
                "runbook",
                "run",
                "--dry-run",
                file.toString(),
                "--set",
                "canary=2.0.0",
                "--set",
                "weight=5",
                "--set",
                "action=undo",
                "--set",
                "note=a \"b\" $c");

        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .contains("nothing of this is done")
                .contains("/find\" \"2.0.0\" \"a \\\"b\\\" $c\"")
                .contains("W=\"5\"", "with the executor's own PATH")
                .contains("left out: only if action = apply, and it is undo")
                .contains("POST https://deploy.example.org/v1/warm?v=2.0.0")
                .contains("Authorization: ••• (the first line of the file /run/secrets/token)")
                .contains("X-Who: a \"b\" $c")
                .contains("{\"count\":\"${steps.find.count}\",\"to\":\"${steps.find.previous}\",\"weight\":5}");
        assertThat(calls).doesNotExist();
    }

    @Test
    void whatDoesNotFitIsNotUnderstood() throws IOException {
        Path file = runbook("""
                runbook: x
                parameters: { canary: version }
                steps: [ { name: a, command: { arguments: [ DIR/check, "${canary}" ] }, recovery: rerun } ]
                """);
        String name = file.toString();

        Run missing = headgate("runbook", "run", "--dry-run", name);
        Run wrong = headgate("runbook", "run", "--dry-run", name, "--set", "canary=a b");
        Run unknown = headgate("runbook", "run", "--dry-run", name, "--set", "canry=2");
        Run real = headgate("runbook", "run", name, "--set", "canary=2");

        assertThat(List.of(missing.code(), wrong.code(), unknown.code(), real.code()))
                .containsOnly(ExitCode.USAGE);
        assertThat(missing.err()).contains("parameter canary is not given by --set");
        assertThat(wrong.err()).contains("parameter canary must be 1 to 100");
        assertThat(unknown.err()).contains("no parameter canry", "canary");
        assertThat(real.err()).contains("--dry-run");
    }

    @Test
    void aRehearsalDoesWhatIsSafeAndNothingElse() throws IOException {
        Path file = runbook("""
                runbook: back
                parameters: { service: name }
                steps:
                  - { name: find, command: { arguments: [ DIR/find, "${service}" ] }, recovery: rerun, safe: true, outputs: { version: version } }
                  - { name: traffic, command: { arguments: [ DIR/shift ] }, recovery: rerun, confirms: weight }
                  - { name: check, command: { arguments: [ DIR/check, "${steps.find.version}" ] }, recovery: rerun, safe: true, budget: 45s }
                """);

        Run run = headgate("runbook", "rehearse", file.toString(), "--set", "service=shop");

        assertThat(run.code()).as(run.out()).isEqualTo(ExitCode.DONE);
        assertThat(Files.readAllLines(calls)).containsExactly("find shop", "check 1.9.0");
        assertThat(run.out())
                .containsPattern("find +well +[0-9.]+ ?s +10s")
                .containsPattern("traffic +not run +– +10s +not marked")
                .containsPattern("check +well +[0-9.]+ ?s +45s")
                .contains("All 2 that were rehearsed went well and in time; 1 step was not run.");
        List<String> rows = run.out().lines().limit(4).toList();
        assertThat(rows.subList(1, 4))
                .extracting(row -> row.indexOf("10s") + row.indexOf("45s"))
                .as("the budgets are lined up")
                .containsOnly(rows.get(1).indexOf("10s") - 1);
    }

    @Test
    void aRehearsalThatFailsOrOverrunsIsAFailure() throws IOException {
        Path file = runbook("""
                runbook: back
                steps:
                  - { name: broken, command: { arguments: [ DIR/broken ] }, recovery: rerun, safe: true }
                  - { name: slow, command: { arguments: [ DIR/slow ] }, recovery: rerun, safe: true, budget: 300ms }
                  - { name: check, command: { arguments: [ DIR/check ] }, recovery: rerun, safe: true }
                """);

        Run run = headgate("runbook", "rehearse", file.toString());

        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out())
                .containsPattern("broken +failed .*exit code 3: cannot reach the database")
                .containsPattern("slow +overran .*killed after 300 ms")
                .containsPattern("check +well")
                .contains("2 of 3 that were rehearsed did not go well or in time.");
    }

    @Test
    void aRehearsalOfNothingIsAFailure() throws IOException {
        Path file = runbook("""
                runbook: back
                steps: [ { name: shift, command: { arguments: [ DIR/shift ] }, recovery: rerun } ]
                """);

        Run run = headgate("runbook", "rehearse", file.toString());

        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).contains("Nothing was rehearsed");
        assertThat(calls).doesNotExist();
    }

    @Test
    void aRunbookThatMayNotBeUsedIsNeitherExplainedNorRun() throws IOException {
        String bad = runbook("runbok: x\n").toString();

        for (List<String> words : List.of(
                List.of("runbook", "explain", bad),
                List.of("runbook", "run", "--dry-run", bad),
                List.of("runbook", "rehearse", bad))) {
            Run run = headgate(words.toArray(String[]::new));
            assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
            assertThat(run.err()).contains("`runbok` is not a field of a runbook");
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void validateWarnsOfAWeightThatNoStepReadsBack() throws IOException {
        Path file = runbook("""
                runbook: x
                parameters: { weight: weight }
                steps: [ { name: a, command: { arguments: [ DIR/shift, "${weight}" ] }, recovery: rerun } ]
                """);

        Run run = headgate("runbook", "validate", file.toString());

        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("no step reads back which weight is in force");
    }

    private Path runbook(String yaml) throws IOException {
        return Files.writeString(directory.resolve("runbook.yaml"), yaml.replace("DIR", directory.toString()));
    }

    private void program(String name, String does) throws IOException {
        Path file = Files.writeString(
                directory.resolve(name),
                "#!/bin/sh\necho \"" + name + "${1:+ $1}\" >> \"" + calls + "\"\n" + does + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
