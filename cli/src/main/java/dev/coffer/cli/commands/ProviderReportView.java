package dev.coffer.cli.commands;

import dev.coffer.api.image.ImageReference;
import dev.coffer.docker.json.JsonWriter;
import dev.coffer.kubernetes.providers.Finding;
import dev.coffer.kubernetes.providers.ProviderConfig.Serving;
import dev.coffer.kubernetes.providers.ProviderReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A checked configuration of plugins, as lines and as JSON. */
record ProviderReportView(ProviderReport report, Optional<ImageReference> image) {
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Finding finding : report.findings()) {
            lines.add(word(finding) + " " + finding);
        }
        image.ifPresent(asked -> addServing(lines, asked));
        lines.add(
                report.isAccepted()
                        ? "a kubelet starts with this configuration"
                        : "a kubelet does not start with this");
        return lines;
    }

    private void addServing(List<String> lines, ImageReference asked) {
        List<Serving> serving = report.config().serving(asked);
        if (serving.isEmpty()) {
            lines.add("for " + asked.repository() + " the kubelet runs no plugin");
        }
        for (Serving each : serving) {
            lines.add("for " + asked.repository() + " the kubelet runs "
                    + each.provider().name() + ", because of "
                    + each.by().pattern().text() + " in "
                    + each.provider().file() + ":" + each.by().line());
        }
    }

    byte[] json() {
        try (JsonWriter json = new JsonWriter()) {
            json.beginObject();
            json.name("accepted").bool(report.isAccepted());
            json.name("findings").beginArray();
            for (Finding finding : report.findings()) {
                json.beginObject();
                json.name("severity").string(word(finding));
                json.name("file").string(finding.file());
                json.name("line").string(Integer.toString(finding.line()));
                json.name("problem").string(finding.problem());
                json.name("remedy").string(finding.remedy());
                json.endObject();
            }
            json.endArray();
            image.ifPresent(asked -> serving(json, asked));
            json.endObject();
            return JsonLine.of(json);
        }
    }

    private void serving(JsonWriter json, ImageReference asked) {
        json.name("image").string(asked.repository());
        json.name("serving").beginArray();
        for (Serving each : report.config().serving(asked)) {
            json.beginObject();
            json.name("provider").string(each.provider().name());
            json.name("pattern").string(each.by().pattern().text());
            json.name("file").string(each.provider().file());
            json.name("line").string(Integer.toString(each.by().line()));
            json.endObject();
        }
        json.endArray();
    }

    private static String word(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }
}
