package dev.coffer.cli.commands;

import dev.coffer.api.Credential;
import dev.coffer.api.Lookup;
import dev.coffer.api.Reason;
import dev.coffer.core.Version;
import dev.coffer.core.diagnosis.ToolDiagnosis;
import dev.coffer.docker.json.JsonWriter;
import dev.coffer.docker.tools.Tool;
import dev.coffer.docker.tools.ToolAnswer;
import dev.coffer.docker.tools.ToolOutcome;
import dev.coffer.registry.PullVerdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A diagnosis as JSON: {@code image}, {@code tools} with Coffer as the first, {@code missing}. */
final class DoctorImageJson {
    private DoctorImageJson() {}

    static byte[] of(DoctorImage image) {
        try (JsonWriter json = new JsonWriter()) {
            json.beginObject();
            json.name("image").string(image.diagnosis().image().toString());
            json.name("tools").beginArray();
            coffer(json, image);
            for (int i = 0; i < image.diagnosis().tools().size(); i++) {
                tool(json, image.diagnosis().tools().get(i), image.tools().get(i));
            }
            json.endArray();
            json.name("missing").beginArray();
            for (Tool tool : image.diagnosis().missing()) {
                json.string(tool.id());
            }
            json.endArray().endObject();
            return JsonLine.of(json);
        }
    }

    private static void coffer(JsonWriter json, DoctorImage image) {
        json.beginObject();
        json.name("tool").string("coffer");
        json.name("version").string(Version.CURRENT);
        switch (image.diagnosis().coffer().answer()) {
            case Lookup.Found found -> {
                Credential credential = found.credential();
                json.name("outcome").string("uses");
                json.name("username").string(credential.username());
                json.name("from")
                        .string(found.origin().source() + ", " + found.origin().server());
            }
            case Lookup.Absent _ -> json.name("outcome").string("anonymous");
            case Lookup.Unavailable unavailable -> fails(json, unavailable.why().text());
        }
        check(json, image.coffer());
        json.name("steps").beginArray();
        for (Reason step : image.diagnosis().coffer().steps()) {
            step(json, "coffer", step.text());
        }
        json.endArray().endObject();
    }

    private static void tool(JsonWriter json, ToolDiagnosis tool, Optional<PullVerdict> verdict) {
        json.beginObject();
        json.name("tool").string(tool.tool().id());
        tool.version().ifPresent(version -> json.name("version").string(version.toString()));
        json.name("model").string(tool.model().versions().toString());
        json.name("evidence").string(tool.model().evidence().toString());
        outcome(json, tool.answer().outcome());
        check(json, verdict);
        json.name("steps").beginArray();
        for (ToolAnswer.Step step : tool.steps()) {
            step(json, step.place(), step.remark());
        }
        json.endArray().endObject();
    }

    private static void outcome(JsonWriter json, ToolOutcome outcome) {
        switch (outcome) {
            case ToolOutcome.Uses uses -> {
                json.name("outcome").string("uses");
                json.name("username")
                        .string(
                                uses.credential().identityToken().isPresent()
                                        ? Credential.TOKEN_USERNAME
                                        : uses.credential().username().orElse(""));
                json.name("from").string(uses.place().toString());
            }
            case ToolOutcome.Anonymous _ -> json.name("outcome").string("anonymous");
            case ToolOutcome.Fails fails -> fails(json, fails.why());
            case ToolOutcome.OneOf(List<ToolOutcome> outcomes) -> {
                json.name("outcome").string("random");
                json.name("of").beginArray();
                for (ToolOutcome each : outcomes) {
                    json.beginObject();
                    outcome(json, each);
                    json.endObject();
                }
                json.endArray();
            }
        }
    }

    private static void fails(JsonWriter json, String why) {
        json.name("outcome").string("fails");
        json.name("why").string(why);
    }

    private static void check(JsonWriter json, Optional<PullVerdict> asked) {
        if (asked.isPresent()) {
            PullVerdict verdict = asked.get();
            json.name("check").beginObject();
            json.name("verdict")
                    .string(verdict.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            json.name("message").string(verdict.message());
            json.name("remedy").string(verdict.remedy());
            json.endObject();
        }
    }

    private static void step(JsonWriter json, String place, String remark) {
        json.beginObject();
        json.name("place").string(place);
        json.name("remark").string(remark);
        json.endObject();
    }
}
