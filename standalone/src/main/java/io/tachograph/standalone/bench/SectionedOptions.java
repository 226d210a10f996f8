package io.tachograph.standalone.bench;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The options of a command under the headings of their classes. Not picocli's argument groups: those get no default of
 * the scenario unless one option of the group is on the command line.
 */
final class SectionedOptions implements IHelpSectionRenderer {
    private static final int WIDTH = 100;
    private static final String REST = "Help";

    private SectionedOptions() {}

    static void of(CommandLine command) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        usage.width(WIDTH);
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new SectionedOptions());
    }

    @Override
    public String render(Help help) {
        CommandSpec command = help.commandSpec();
        Map<String, List<OptionSpec>> sections = new LinkedHashMap<>();
        for (OptionSpec option : command.options()) {
            sections.computeIfAbsent(section(option), name -> new ArrayList<>()).add(option);
        }
        StringBuilder text = new StringBuilder();
        sections.forEach((name, options) -> text.append(System.lineSeparator())
                .append(name)
                .append(':')
                .append(System.lineSeparator())
                .append(help.optionListExcludingGroups(
                        options,
                        // Of all options, so that the descriptions of all sections begin in one column.
                        help.createDefaultLayout(command.options(), command.positionalParameters(), help.colorScheme()),
                        null,
                        help.createDefaultParamLabelRenderer())));
        return text.toString();
    }

    private static String section(OptionSpec option) {
        @Nullable
        Section section = option.userObject() instanceof Field field
                ? field.getDeclaringClass().getAnnotation(Section.class)
                : null;
        return section == null ? REST : section.value();
    }
}
