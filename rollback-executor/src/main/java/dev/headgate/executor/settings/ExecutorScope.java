package dev.headgate.executor.settings;

import dev.headgate.documents.configuration.SettingsReader;
import dev.headgate.process.ProcessSettings;

/**
 * Which part of an installation this executor serves, and where it keeps what it knows.
 *
 * @param allowed what it may do
 * @param dryRun whether it only pretends
 * @param journal its journal topic, without the installation's prefix
 * @param executions where it publishes, without the prefix
 */
public record ExecutorScope(AllowList allowed, boolean dryRun, String journal, String executions) {

    /** A real executor for everything. */
    public static final ExecutorScope WHOLE = new ExecutorScope(AllowList.ALL, false, "executor.journal", "executions");

    static final String JOURNAL = "executor.journal";
    static final String EXECUTIONS = "executions";
    private static final String DRY = "dry-run";

    /**
     * Reads the scope. A journal of one's own, a group of one's own and transactional ids of one's own belong together:
     * two groups with one journal would each carry out what the other has promised.
     */
    static ExecutorScope read(SettingsReader reader) {
        boolean dry = dryRun(reader);
        AllowList allowed = new AllowList(
                AllowList.parse(reader.text(ExecutorSetting.ALLOWED_SERVICES)),
                AllowList.parse(reader.text(ExecutorSetting.ALLOWED_RUNBOOKS)),
                AllowList.parse(reader.text(ExecutorSetting.ALLOWED_TARGETS)));
        String written = reader.text(ExecutorSetting.JOURNAL_TOPIC);
        String journal = written.isEmpty() ? JOURNAL + (dry ? "." + DRY : "") : written;
        if (!journal.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            reader.refuse(
                    ExecutorSetting.JOURNAL_TOPIC, "a topic's name without the prefix: up to 100 of A-Z a-z 0-9 . _ -");
        }
        if (dry) {
            refuseWhatIsReal(reader, journal);
        } else {
            refuseHalves(reader, journal, allowed);
        }
        return new ExecutorScope(allowed, dry, journal, dry ? EXECUTIONS + "." + DRY : EXECUTIONS);
    }

    /** What ids of this executor begin with unless they are set: of one that pretends, never those of a real one. */
    static String standardId(SettingsReader reader) {
        return realId(reader) + (dryRun(reader) ? "-" + DRY : "");
    }

    private static String realId(SettingsReader reader) {
        return ProcessSettings.installation(reader, ExecutorSetting.TOPIC_PREFIX) + "-executor";
    }

    private static boolean dryRun(SettingsReader reader) {
        return reader.text(ExecutorSetting.DRY_RUN).equals("true");
    }

    private static void refuseWhatIsReal(SettingsReader reader, String journal) {
        String expected =
                "not what the real executor has, or the dry run would take its decisions from it; leave it out";
        for (ExecutorSetting id :
                new ExecutorSetting[] {ExecutorSetting.GROUP_ID, ExecutorSetting.TRANSACTIONAL_ID_PREFIX}) {
            if (reader.text(id).equals(realId(reader))) {
                reader.refuse(id, expected);
            }
        }
        if (journal.equals(JOURNAL)) {
            reader.refuse(ExecutorSetting.JOURNAL_TOPIC, expected);
        }
    }

    private static void refuseHalves(SettingsReader reader, String journal, AllowList allowed) {
        boolean ownJournal = !journal.equals(JOURNAL);
        boolean ownGroup = isOwn(reader, ExecutorSetting.GROUP_ID);
        boolean ownIds = isOwn(reader, ExecutorSetting.TRANSACTIONAL_ID_PREFIX);
        boolean apart =
                ownJournal || ((ownGroup || ownIds) && !allowed.services().isEmpty());
        if (apart && !(ownJournal && ownGroup && ownIds)) {
            ExecutorSetting missing = !ownJournal
                    ? ExecutorSetting.JOURNAL_TOPIC
                    : !ownGroup ? ExecutorSetting.GROUP_ID : ExecutorSetting.TRANSACTIONAL_ID_PREFIX;
            reader.refuse(
                    missing,
                    "one of its own: an executor beside others needs group.id, transactional.id.prefix and journal.topic"
                            + " of its own, all three");
        }
    }

    private static boolean isOwn(SettingsReader reader, ExecutorSetting id) {
        String written = reader.text(id);
        return !written.isEmpty() && !written.equals(realId(reader));
    }
}
