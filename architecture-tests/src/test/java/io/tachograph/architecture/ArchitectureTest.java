package io.tachograph.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The tree keeps the house rules, and each rule finds an offender when there is one. */
class ArchitectureTest {
    private static final JavaClasses TREE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tachograph");
    private static final JavaClasses OFFENDERS =
            new ClassFileImporter().importPackages("io.tachograph.architecture.planted");

    /** Interfaces with one implementation, and why they stay. */
    private static final Map<String, String> SINGLE = Map.of(
            "ApiAdapter", "users write their own",
            "Target", "tests send to targets of their own",
            "Unread", "tests bring stamps of their own",
            "EventSender", "tests bring a broker that fails",
            "Housekeeping", "tests bring tasks that fail",
            "Body", "what the decoder tells its connection, which knows the decoder");

    static List<Arguments> rules(String root) {
        HouseRules rules = new HouseRules(root);
        List<Arguments> all = new ArrayList<>();
        for (String stage : HouseRules.stages()) {
            all.add(Arguments.argumentSet(stage + " goes one way", rules.oneWay(stage)));
        }
        all.add(Arguments.argumentSet("windows are pure", rules.windowsArePure()));
        all.add(Arguments.argumentSet("only the store speaks SQL", rules.onlyTheStoreSpeaksSql()));
        all.add(Arguments.argumentSet("no cycles", rules.noCycles()));
        all.add(Arguments.argumentSet("names say what", rules.namesSayWhat()));
        all.add(Arguments.argumentSet("no static state", rules.noStaticState()));
        all.add(Arguments.argumentSet("no wall clock in measurements", rules.noWallClockInMeasurements()));
        all.add(Arguments.argumentSet("no printing", rules.noPrinting()));
        all.add(Arguments.argumentSet("no printed stack traces", rules.noPrintedStackTraces()));
        all.add(Arguments.argumentSet("no finalizers", rules.noFinalizers()));
        all.add(Arguments.argumentSet("public names are unique", rules.publicNamesAreUnique()));
        all.add(Arguments.argumentSet("interfaces have two sides", rules.interfacesHaveTwoSides(SINGLE)));
        all.add(Arguments.argumentSet("statements are package-private", rules.statementsArePackagePrivate()));
        return all;
    }

    static List<Arguments> tree_keepsTheRule() {
        return rules("io.tachograph");
    }

    @ParameterizedTest
    @MethodSource
    void tree_keepsTheRule(ArchRule rule) {
        rule.check(TREE);
    }

    static List<Arguments> rule_findsThePlantedOffender() {
        HouseRules rules = new HouseRules("io.tachograph.architecture.planted");
        return List.of(
                Arguments.argumentSet("one way", rules.oneWay("collectors"), "CallsBackwards"),
                Arguments.argumentSet("windows are pure", rules.windowsArePure(), "WindowsOverSql"),
                Arguments.argumentSet("no cycles", rules.noCycles(), "CallsBackwards"),
                Arguments.argumentSet("names say what", rules.namesSayWhat(), "TimingUtil"),
                Arguments.argumentSet("no static state", rules.noStaticState(), "TimingUtil"),
                Arguments.argumentSet("no wall clock", rules.noWallClockInMeasurements(), "WindowsOverSql"),
                Arguments.argumentSet("no printing", rules.noPrinting(), "TimingUtil"),
                Arguments.argumentSet("no printed stack traces", rules.noPrintedStackTraces(), "TimingUtil"),
                Arguments.argumentSet("only the store speaks SQL", rules.onlyTheStoreSpeaksSql(), "WindowsOverSql"),
                Arguments.argumentSet("no finalizers", rules.noFinalizers(), "TimingUtil"),
                Arguments.argumentSet("public names", rules.publicNamesAreUnique(), "TimingUtil"),
                Arguments.argumentSet("interfaces", rules.interfacesHaveTwoSides(Map.of()), "Timed"),
                Arguments.argumentSet(
                        "statements are package-private", rules.statementsArePackagePrivate(), "SelectEverything"));
    }

    @ParameterizedTest
    @MethodSource
    void rule_findsThePlantedOffender(ArchRule rule, String offender) {
        assertThat(rule.evaluate(OFFENDERS).getFailureReport().toString()).contains(offender);
    }

    /** Each rule has an offender; a rule that finds none may find nothing at all. */
    @Test
    void everyRule_isTriedOnAnOffender() {
        assertThat(rule_findsThePlantedOffender())
                .hasSize(rules("any").size() - HouseRules.stages().size() + 1);
    }

    @Test
    void tree_isNotEmpty() {
        assertThat(TREE.size()).isGreaterThan(150);
    }
}
