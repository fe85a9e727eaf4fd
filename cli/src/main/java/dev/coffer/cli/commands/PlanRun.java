package dev.coffer.cli.commands;

import dev.coffer.api.StoreException;
import dev.coffer.cli.setup.Plan;
import dev.coffer.cli.setup.Report;
import dev.coffer.docker.json.JsonWriter;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Option;

/** Shows a plan and carries it out, for people or for programs. */
final class PlanRun {
    @Option(names = "--dry-run", description = "Only say what would be changed.")
    private boolean dryRun;

    @Option(names = "--json", description = "JSON in place of text.")
    private boolean json;

    boolean isJson() {
        return json;
    }

    boolean isDryRun() {
        return dryRun;
    }

    int carryOut(Plan plan, Output output) throws IOException, StoreException {
        if (json) {
            // Read before: what a plan says of its steps may change with what they change.
            List<Plan.Planned> steps = plan.steps();
            if (!dryRun) {
                plan.run(new Notes(output));
            }
            output.write(json(plan, steps));
            return ExitStatus.DONE;
        }
        Report report = new PrintedReport(output);
        output.print(dryRun ? "plan (dry run, nothing is changed):" : "plan:");
        plan.show(report);
        if (!dryRun) {
            plan.run(report);
            if (plan.isDone()) {
                output.print("nothing had to be changed");
            }
        }
        return ExitStatus.DONE;
    }

    private byte[] json(Plan plan, List<Plan.Planned> steps) {
        try (JsonWriter writer = new JsonWriter()) {
            writer.beginObject();
            writer.name("changed").bool(!dryRun && !plan.isDone());
            writer.name("dryRun").bool(dryRun);
            writer.name("steps").beginArray();
            for (Plan.Planned step : steps) {
                writer.beginObject();
                writer.name("step").string(step.what());
                writer.name("wasDone").bool(step.done());
                writer.name("remarks");
                strings(writer, step.remarks());
                writer.endObject();
            }
            writer.endArray();
            writer.name("notes");
            strings(writer, plan.remarks());
            writer.endObject();
            return JsonLine.of(writer);
        }
    }

    static void strings(JsonWriter writer, List<String> texts) {
        writer.beginArray();
        texts.forEach(writer::string);
        writer.endArray();
    }

    /** Leaves standard output to the JSON. */
    private record Notes(Output output) implements Report {
        @Override
        public void line(String line) {
            // The JSON tells the steps.
        }

        @Override
        public void note(String line) {
            output.note(line);
        }
    }
}
