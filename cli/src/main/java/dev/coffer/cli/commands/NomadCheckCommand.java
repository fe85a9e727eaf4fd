package dev.coffer.cli.commands;

import dev.coffer.docker.json.JsonWriter;
import dev.coffer.kubernetes.nomad.JobCheck;
import dev.coffer.kubernetes.nomad.JobFinding;
import dev.coffer.kubernetes.nomad.MalformedJobException;
import dev.coffer.platform.files.BoundedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coffer nomad check}. */
@Command(
        name = "check",
        description = "Finds credentials that are written in clear in jobs, and never shows them.",
        mixinStandardHelpOptions = true)
final class NomadCheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "JOBFILE", arity = "1..*", description = "Jobs in HCL or JSON.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--json", description = "A JSON array.")
    private boolean json;

    private final Output output;

    NomadCheckCommand(Output output) {
        this.output = output;
    }

    private record Found(Path file, JobFinding finding) {}

    @Override
    public Integer call() {
        List<Found> found = new ArrayList<>();
        boolean allRead = true;
        for (Path file : files) {
            allRead &= check(file, found);
        }
        if (json) {
            output.write(json(found));
        } else {
            for (Found each : found) {
                JobFinding finding = each.finding();
                output.print(each.file() + ":" + finding.line() + ": " + finding.where() + ": " + finding.what());
                output.print("  " + finding.remedy());
            }
            if (found.isEmpty() && allRead) {
                output.note("no credential is written in clear in " + (files.size() == 1 ? "this job" : "these jobs"));
            }
        }
        return found.isEmpty() && allRead ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    /** One file that cannot be read does not keep the others from being checked. */
    private boolean check(Path file, List<Found> found) {
        try {
            byte[] job = BoundedFile.read(file, JobCheck.MAX_BYTES)
                    .orElseThrow(() -> new IOException(file + ": there is no such file"));
            JobCheck.check(job).forEach(finding -> found.add(new Found(file, finding)));
            return true;
        } catch (IOException unreadable) {
            output.fail(String.valueOf(unreadable.getMessage()), "");
        } catch (MalformedJobException malformed) {
            output.fail(file + ": " + malformed.getMessage(), "it is neither HCL nor JSON, so it was not checked");
        }
        return false;
    }

    private static byte[] json(List<Found> found) {
        try (JsonWriter json = new JsonWriter()) {
            json.beginArray();
            for (Found each : found) {
                json.beginObject();
                json.name("file").string(each.file().toString());
                json.name("line").string(Integer.toString(each.finding().line()));
                json.name("where").string(each.finding().where());
                json.name("what").string(each.finding().what());
                json.name("remedy").string(each.finding().remedy());
                json.endObject();
            }
            json.endArray();
            return JsonLine.of(json);
        }
    }
}
