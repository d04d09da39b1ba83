package dev.headgate.schemas;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.headgate", importOptions = ArchitectureTest.MainClasses.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule schemasUsesNothingElseOfOurs = noClasses()
            .that()
            .resideInAPackage("dev.headgate.schemas..")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "are ours but not of schemas",
                    type -> type.getPackageName().startsWith("dev.headgate")
                            && !type.getPackageName().startsWith("dev.headgate.schemas")));

    @ArchTest
    static final ArchRule jacksonIsTheThirdOne = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson.databind..", "com.fasterxml.jackson.core..");

    @ArchTest
    static final ArchRule theModelIsPlainJava = classes()
            .that()
            .resideInAPackage("dev.headgate.schemas.model..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.headgate.schemas.model..", "dev.headgate.schemas.sketch..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule theSketchIsPlainToo = classes()
            .that()
            .resideInAPackage("dev.headgate.schemas.sketch..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.headgate.schemas.sketch..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule onlyTopicCreationTalksToKafka = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.headgate.schemas.topics.TopicCreation")
            .and()
            .resideOutsideOfPackage("dev.headgate.schemas.topics")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka.clients..");

    /** ArchUnit's own option does not know the directory of the unchecked build. */
    static final class MainClasses implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes");
        }
    }
}
