package io.tachograph.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
            "InPlaceChunkReader", "what readers of other kinds cannot do",
            "Exchange", "all that callers of the HTTP client may do with one",
            "BenchmarkResultReader", "the API's tests bring rankings of their own",
            "ReceiveQueue", "tests bring stamps of their own",
            "EventSender", "tests bring a broker that fails",
            "Housekeeping", "tests bring tasks that fail",
            "Body", "what the decoder tells its connection, which knows the decoder");

    private static final String ONE_WAY = " goes one way";

    /** What each rule finds among the planted, by the rule's name. */
    private static final Map<String, List<String>> FOUND = Map.ofEntries(
            Map.entry("collectors" + ONE_WAY, List.of("CallsBackwards")),
            Map.entry("windows are pure", List.of("WindowsOverSql")),
            Map.entry("only the store speaks SQL", List.of("WindowsOverSql")),
            Map.entry("no cycles", List.of("CallsBackwards")),
            Map.entry("names say what", List.of("TimingUtil")),
            Map.entry("no static state", List.of("TimingUtil")),
            Map.entry("no wall clock in measurements", List.of("WindowsOverSql")),
            Map.entry("no printing", List.of("TimingUtil")),
            Map.entry("no printed stack traces", List.of("TimingUtil")),
            Map.entry("no finalizers", List.of("TimingUtil")),
            Map.entry("public names are unique", List.of("TimingUtil")),
            Map.entry("interfaces have two sides", List.of("Timed", "Stamped")),
            Map.entry("statements are package-private", List.of("SelectEverything")));

    private static Map<String, ArchRule> rules(String root) {
        HouseRules rules = new HouseRules(root);
        Map<String, ArchRule> all = new LinkedHashMap<>();
        HouseRules.stages().forEach(stage -> all.put(stage + ONE_WAY, rules.oneWay(stage)));
        all.put("windows are pure", rules.windowsArePure());
        all.put("only the store speaks SQL", rules.onlyTheStoreSpeaksSql());
        all.put("no cycles", rules.noCycles());
        all.put("names say what", rules.namesSayWhat());
        all.put("no static state", rules.noStaticState());
        all.put("no wall clock in measurements", rules.noWallClockInMeasurements());
        all.put("no printing", rules.noPrinting());
        all.put("no printed stack traces", rules.noPrintedStackTraces());
        all.put("no finalizers", rules.noFinalizers());
        all.put("public names are unique", rules.publicNamesAreUnique());
        all.put("interfaces have two sides", rules.interfacesHaveTwoSides(SINGLE));
        all.put("statements are package-private", rules.statementsArePackagePrivate());
        return all;
    }

    static List<Arguments> tree_keepsTheRule() {
        return rules("io.tachograph").entrySet().stream()
                .<Arguments>map(rule -> Arguments.argumentSet(rule.getKey(), rule.getValue()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource
    void tree_keepsTheRule(ArchRule rule) {
        rule.check(TREE);
    }

    static List<Arguments> rule_findsThePlantedOffenders() {
        return rules("io.tachograph.architecture.planted").entrySet().stream()
                .filter(rule -> FOUND.containsKey(rule.getKey()))
                .<Arguments>map(rule -> Arguments.argumentSet(rule.getKey(), rule.getValue(), FOUND.get(rule.getKey())))
                .toList();
    }

    @ParameterizedTest
    @MethodSource
    void rule_findsThePlantedOffenders(ArchRule rule, List<String> offenders) {
        assertThat(rule.evaluate(OFFENDERS).getFailureReport().toString()).contains(offenders);
    }

    /** A rule that finds nothing when there is something may find nothing at all. That of one stage is that of all. */
    @Test
    void everyRule_isTriedOnAnOffender() {
        Set<String> rules = new HashSet<>(rules("any").keySet());
        rules.removeIf(rule -> rule.endsWith(ONE_WAY) && !rule.startsWith("collectors"));

        assertThat(FOUND.keySet()).isEqualTo(rules);
    }

    @Test
    void tree_isNotEmpty() {
        assertThat(TREE.size()).isGreaterThan(150);
    }
}
