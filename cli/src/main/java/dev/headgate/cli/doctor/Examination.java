package dev.headgate.cli.doctor;

import dev.headgate.schemas.access.AccessList;
import dev.headgate.schemas.access.Identities;
import dev.headgate.schemas.signing.TrustedKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Looks at everything, one thing after another, and tells each finding as soon as it is there. What cannot be looked at is a
 * finding, too. Not thread-safe.
 */
public final class Examination {
    private static final Duration DECISIONS_OF = Duration.ofDays(1);

    private final Questions questions;
    private final Consumer<Finding> told;
    private final List<Finding> findings = new ArrayList<>();

    /** @param told is given each finding */
    public Examination(Questions questions, Consumer<Finding> told) {
        this.questions = questions;
        this.told = told;
    }

    /** All findings. */
    public List<Finding> run() {
        List<AddressSeen> addresses = ClusterLook.addresses(questions.bootstrapServers());
        tell(BrokerChecks.bootstrap(addresses));
        if (addresses.stream().anyMatch(AddressSeen::reachable)) {
            cluster();
        }
        keys();
        return List.copyOf(findings);
    }

    private void cluster() {
        try (Admin admin = Admin.create(questions.client())) {
            ClusterSeen cluster = ClusterLook.cluster(admin);
            tell(BrokerChecks.cluster(cluster));
            tell(List.of(VersionChecks.of(cluster.features(), questions.versions())));
            behindTheBroker(admin);
        } catch (InterruptException stopped) {
            throw stopped;
        } catch (KafkaException refused) {
            tell(List.of(
                    Refusals.of(refused, questions.settings()),
                    Finding.doubtful(
                            TopicChecks.CHECK,
                            "nothing behind the broker was looked at: topics, rights, lag, transactions, clocks",
                            "Mend that first, then run this again.")));
        }
    }

    private void behindTheBroker(Admin admin) {
        Map<String, TopicSeen> topics = new TreeMap<>();
        look(TopicChecks.CHECK, () -> {
            topics.putAll(TopicLook.topics(admin, questions.catalogue()));
            return TopicChecks.of(questions.catalogue().prefix(), topics);
        });
        if (topics.isEmpty()) {
            return;
        }
        GroupLook groups = new GroupLook(admin, questions.client());
        look(RightsChecks.CHECK, () -> rights(topics, groups));
        look(
                TransactionChecks.CHECK,
                () -> TransactionChecks.of(new TransactionLook(admin).open(topics.values(), Instant.now())));
        String installation = questions.installation();
        group(groups, installation + "-combine", "the gate (combine)", true);
        group(groups, installation + "-judge", "the gate (judge)", true);
        group(groups, installation + "-executor", "the executor", false);
        questions.groups().forEach(id -> group(groups, id, id, true));
        RecordLook records = new RecordLook(questions.client(), questions.catalogue());
        look(ClockChecks.CHECK, () -> List.of(ClockChecks.of(records.behind())));
        questions.trustedKeys().map(KeyLook::trust).ifPresent(trust -> signatures(records, trust));
    }

    private void group(GroupLook groups, String id, String who, boolean needed) {
        look(GroupChecks.CHECK, () -> List.of(GroupChecks.of(groups.group(id, who, needed))));
    }

    private List<Finding> rights(Map<String, TopicSeen> topics, GroupLook look) {
        if (questions.part().isEmpty()) {
            return List.of(RightsChecks.all(topics));
        }
        Part part = questions.part().get();
        AccessList access = new AccessList(
                questions.catalogue(), Identities.standard(questions.catalogue().prefix()));
        return RightsChecks.of(part.word(), part.rights(access), topics, look::allowed);
    }

    private void signatures(RecordLook records, TrustSeen trust) {
        if (trust.problem().isPresent()) {
            return; // It is told with the keys.
        }
        look(KeyChecks.CHECK, () -> {
            TrustedKeys gates = TrustedKeys.load(questions.trustedKeys().orElseThrow());
            // What operators have decided themselves stands among the decisions, too.
            TrustedKeys all = questions
                    .operatorKeys()
                    .filter(directory -> KeyLook.trust(directory).problem().isEmpty())
                    .map(directory -> gates.plus(TrustedKeys.load(directory)))
                    .orElse(gates);
            return List.of(
                    KeyChecks.decisions(records.signatures(all, Instant.now().minus(DECISIONS_OF))));
        });
    }

    private void keys() {
        Optional<TrustSeen> operators = questions.operatorKeys().map(KeyLook::trust);
        questions.signingKey().map(KeyLook::key).ifPresent(key -> tell(KeyChecks.own(key, operators)));
        operators.ifPresent(trust -> tell(List.of(KeyChecks.trusted(trust))));
        questions.trustedKeys().map(KeyLook::trust).ifPresent(trust -> tell(List.of(KeyChecks.trusted(trust))));
    }

    private void look(String check, Supplier<List<Finding>> look) {
        try {
            tell(look.get());
        } catch (InterruptException stopped) {
            throw stopped;
        } catch (KafkaException refused) {
            tell(List.of(Finding.doubtful(
                    check,
                    "could not be looked at: " + refused.getMessage(),
                    "Run this as somebody with the rights that \"headgate topics acls doctor\" lists.")));
        }
    }

    private void tell(List<Finding> found) {
        found.forEach(told);
        findings.addAll(found);
    }
}
