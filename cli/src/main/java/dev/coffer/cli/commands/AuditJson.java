package dev.coffer.cli.commands;

import dev.coffer.core.audit.AuditReport;
import dev.coffer.core.audit.Finding;
import dev.coffer.core.audit.HelperSeen;
import dev.coffer.core.audit.Remedy;
import dev.coffer.docker.json.JsonWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * An audit for programs: {@code {"findings": [{severity, code, subject, reason, remedy, isCommand, isFixable}],
 * "helpers": [{name, program, time, places}]}}. What there is not is null; a time is an ISO 8601 duration.
 */
final class AuditJson {
    private AuditJson() {}

    static byte[] of(AuditReport report) {
        try (JsonWriter json = new JsonWriter()) {
            json.beginObject();
            json.name("findings").beginArray();
            report.findings().forEach(finding -> write(json, finding));
            json.endArray();
            json.name("helpers").beginArray();
            report.helpers().forEach(helper -> write(json, helper));
            json.endArray();
            json.endObject();
            return JsonLine.of(json);
        }
    }

    private static void write(JsonWriter json, Finding finding) {
        json.beginObject();
        json.name("severity").string(finding.severity().name().toLowerCase(Locale.ROOT));
        json.name("code").string(finding.code().id());
        json.name("subject").string(finding.subject());
        json.name("reason").string(finding.reason());
        optional(json, "remedy", finding.remedy().map(Remedy::text));
        json.name("isCommand")
                .bool(finding.remedy().filter(Remedy.Command.class::isInstance).isPresent());
        json.name("isFixable").bool(finding.fix().isPresent());
        json.endObject();
    }

    private static void write(JsonWriter json, HelperSeen helper) {
        json.beginObject();
        json.name("name").string(helper.name());
        json.name("program").string(helper.program().toString());
        optional(json, "time", helper.time().map(Duration::toString));
        json.name("places").beginArray();
        helper.places().forEach(json::string);
        json.endArray();
        json.endObject();
    }

    private static void optional(JsonWriter json, String name, Optional<String> value) {
        json.name(name);
        value.ifPresentOrElse(json::string, json::nothing);
    }
}
