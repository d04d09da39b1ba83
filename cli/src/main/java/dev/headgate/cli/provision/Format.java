package dev.headgate.cli.provision;

import dev.headgate.schemas.topics.TopicCatalogue;
import java.util.List;

/** For which tool it is written down. */
public enum Format {
    /** A script for {@code kafka-topics.sh} and {@code kafka-acls.sh}. */
    SHELL {
        @Override
        public List<String> topics(TopicCatalogue catalogue) {
            return ShellScript.topics(catalogue);
        }

        @Override
        public List<String> grants(String prefix, List<Grant> grants) {
            return ShellScript.grants(grants);
        }
    },
    /** Custom resources for Strimzi's topic and user operators. */
    STRIMZI {
        @Override
        public List<String> topics(TopicCatalogue catalogue) {
            return StrimziResources.topics(catalogue);
        }

        @Override
        public List<String> grants(String prefix, List<Grant> grants) {
            return StrimziResources.grants(grants);
        }
    },
    /** Resources of the provider {@code Mongey/kafka}, which speaks Kafka's own protocol and so works with any broker. */
    TERRAFORM {
        @Override
        public List<String> topics(TopicCatalogue catalogue) {
            return TerraformFile.topics(catalogue);
        }

        @Override
        public List<String> grants(String prefix, List<Grant> grants) {
            return TerraformFile.grants(prefix, grants);
        }
    };

    /** The lines that make all topics. */
    public abstract List<String> topics(TopicCatalogue catalogue);

    /**
     * The lines that grant everybody their rights.
     *
     * @param prefix the installation's, which tells its names from another's
     * @throws IllegalArgumentException if the tool cannot name one of the principals; the message says why
     */
    public abstract List<String> grants(String prefix, List<Grant> grants);
}
