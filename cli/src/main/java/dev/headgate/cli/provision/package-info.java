/** Topics and rights as other tools make them: Kafka's own programs, Strimzi's operators, Terraform. */
@NullMarked
package dev.headgate.cli.provision;

import org.jspecify.annotations.NullMarked;
