package dev.coffer.cli.commands;

import dev.coffer.api.Lookup;
import dev.coffer.core.Version;
import dev.coffer.core.diagnosis.Diagnosis;
import dev.coffer.core.diagnosis.ToolDiagnosis;
import dev.coffer.docker.tools.Tool;
import dev.coffer.docker.tools.ToolOutcome;
import dev.coffer.registry.PullVerdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shows a diagnosis to people: the table, then for each way of looking the tools that go it, and what they see. */
final class DoctorImageView {
    private final DoctorImage image;
    private final Diagnosis diagnosis;
    private final CredentialNames names;
    private final boolean checked;
    private final Path home;

    DoctorImageView(DoctorImage image, boolean checked, Path home) {
        this.home = home;
        this.image = image;
        this.diagnosis = image.diagnosis();
        this.names = new CredentialNames(diagnosis);
        this.checked = checked;
    }

    void print(Output output) {
        output.print(diagnosis.image().toString());
        output.print("");
        table().lines().forEach(output::print);
        if (checked) {
            printVerdicts(output);
        }
        output.print("");
        output.print("coffer");
        diagnosis.coffer().steps().forEach(step -> output.print("  " + step.text()));
        trails().forEach((trail, tools) -> {
            output.print("");
            output.print(tools);
            trail.forEach(step -> output.print("  " + step));
        });
        printEvidence(output);
        if (!diagnosis.missing().isEmpty()) {
            output.print("");
            output.print("not on this machine: "
                    + diagnosis.missing().stream().map(Tool::id).collect(Collectors.joining(", "))
                    + " (--tool shows what one would do)");
        }
    }

    private Table table() {
        Table table = checked
                ? new Table("TOOL", "VERSION", "CREDENTIAL", "FROM", "THE REGISTRY SAYS")
                : new Table("TOOL", "VERSION", "CREDENTIAL", "FROM");
        add(table, "coffer", Version.CURRENT, ofCoffer(), fromCoffer(), image.coffer());
        for (int i = 0; i < diagnosis.tools().size(); i++) {
            ToolDiagnosis tool = diagnosis.tools().get(i);
            ToolOutcome outcome = tool.answer().outcome();
            add(
                    table,
                    tool.tool().id(),
                    tool.version().map(Object::toString).orElse("-"),
                    credential(outcome),
                    place(outcome),
                    image.tools().get(i));
        }
        return table;
    }

    private void add(
            Table table, String tool, String version, String credential, String place, Optional<PullVerdict> verdict) {
        if (checked) {
            table.add(
                    tool,
                    version,
                    credential,
                    place,
                    verdict.map(DoctorImageView::word).orElse("not asked"));
        } else {
            table.add(tool, version, credential, place);
        }
    }

    private void printVerdicts(Output output) {
        Map<String, String> remedies = new LinkedHashMap<>();
        image.coffer().ifPresent(verdict -> remedies.put(verdict.message(), verdict.remedy()));
        image.tools().forEach(each -> each.ifPresent(verdict -> remedies.put(verdict.message(), verdict.remedy())));
        output.print("");
        remedies.forEach((message, remedy) -> {
            output.print(message);
            if (!remedy.isEmpty()) {
                output.print("  " + remedy);
            }
        });
    }

    private String ofCoffer() {
        return switch (diagnosis.coffer().answer()) {
            case Lookup.Found found -> names.of(found.credential());
            case Lookup.Absent _ -> "none";
            case Lookup.Unavailable _ -> "fails";
        };
    }

    private String fromCoffer() {
        return switch (diagnosis.coffer().answer()) {
            case Lookup.Found found ->
                found.origin().source() + ", " + found.origin().server();
            case Lookup.Absent _ -> "-";
            case Lookup.Unavailable unavailable -> unavailable.why().text();
        };
    }

    private String credential(ToolOutcome outcome) {
        return switch (outcome) {
            case ToolOutcome.Uses uses -> names.of(uses.credential());
            case ToolOutcome.Anonymous _ -> "none";
            case ToolOutcome.Fails _ -> "fails";
            case ToolOutcome.OneOf(List<ToolOutcome> outcomes) ->
                "at random: "
                        + outcomes.stream().map(this::credential).distinct().collect(Collectors.joining(" or "));
        };
    }

    private String place(ToolOutcome outcome) {
        return switch (outcome) {
            case ToolOutcome.Uses uses -> shortened(uses.place().toString());
            case ToolOutcome.Anonymous _ -> "-";
            case ToolOutcome.Fails fails -> shortened(fails.why());
            case ToolOutcome.OneOf(List<ToolOutcome> outcomes) ->
                outcomes.stream().map(this::place).distinct().collect(Collectors.joining(" or "));
        };
    }

    /** Paths below the home folder, as people write them. */
    private String shortened(String text) {
        return text.replace(home + "/", "~/");
    }

    private static String word(PullVerdict verdict) {
        return verdict.kind() == PullVerdict.Kind.PULLABLE
                ? "yes"
                : verdict.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Tools that see the same are said together. */
    private Map<List<String>, String> trails() {
        Map<List<String>, List<String>> tools = new LinkedHashMap<>();
        for (ToolDiagnosis tool : diagnosis.tools()) {
            List<String> trail = tool.steps().stream()
                    .map(step -> shortened(step.toString()))
                    .toList();
            tools.computeIfAbsent(trail, _ -> new ArrayList<>()).add(tool.tool().id());
        }
        Map<List<String>, String> trails = new LinkedHashMap<>();
        tools.forEach((trail, who) -> trails.put(trail, String.join(", ", who)));
        return trails;
    }

    private void printEvidence(Output output) {
        output.print("");
        output.print("how sure this is");
        for (ToolDiagnosis tool : diagnosis.tools()) {
            output.print("  " + tool.tool().id() + ": " + tool.model().evidence());
        }
    }
}
