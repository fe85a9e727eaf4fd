package dev.coffer.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of the house that a compiler does not hold. */
class HouseRulesTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.coffer");

    @ParameterizedTest
    @CsvSource({
        "api, 'api'",
        "age, 'age'",
        "platform, 'platform'",
        "docker, 'docker,platform,api'",
        "registry, 'registry,platform,api'",
        "vault, 'vault,age,platform,api'",
        "keychain, 'keychain,platform,api'",
        "cloud, 'cloud,platform,api'",
        "kubernetes, 'kubernetes,platform,api'",
        "core, 'core,docker,registry,vault,keychain,age,platform,api'",
    })
    void a_room_sees_only_the_floors_below(String room, String seen) {
        String[] allowed = seen.split(",");
        for (int i = 0; i < allowed.length; i++) {
            allowed[i] = "dev.coffer." + allowed[i] + "..";
        }
        noClasses()
                .that()
                .resideInAPackage("dev.coffer." + room + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.coffer..").and(not(resideInAnyPackage(allowed))))
                .check(HOUSE);
    }

    @Test
    void packages_form_no_circles() {
        slices().matching("dev.coffer.(**)").should().beFreeOfCycles().check(HOUSE);
    }

    /** The facade for programs tells runs of helpers to the log that the program has chosen. */
    @Test
    void only_the_facade_logs() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.coffer")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(System.Logger.class)
                .check(HOUSE);
    }

    @Test
    void only_the_programs_print() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.coffer.cli..", "dev.coffer.cloud.program..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(HOUSE);
    }

    @Test
    void only_the_platform_talks_http() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.coffer.platform..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.net.http..")
                .check(HOUSE);
    }

    /** The age library stands alone, and its plugins are programs. */
    @Test
    void only_the_platform_and_age_start_children() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.coffer.platform..", "dev.coffer.age..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .check(HOUSE);
    }

    @Test
    void the_helper_needs_no_command_line_parser() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.coffer.cli.commands..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(HOUSE);
    }

    @Test
    void only_the_cloud_room_knows_clouds_libraries() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.coffer.cloud..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .check(HOUSE);
    }

    /** The main program runs the other one, and is none of it. */
    @Test
    void only_the_cloud_room_knows_the_cloud_room() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.coffer.cloud..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.coffer.cloud..")
                .check(HOUSE);
    }
}
