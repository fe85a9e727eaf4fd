package dev.coffer.docker.tools;

import dev.coffer.api.Secret;
import dev.coffer.docker.json.JsonBoolean;
import dev.coffer.docker.json.JsonMember;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonString;
import dev.coffer.docker.json.JsonValue;
import dev.coffer.docker.tools.GoConfig.Shape;
import dev.coffer.docker.tools.HelperRules.After;
import dev.coffer.docker.tools.HelperRules.EmptyName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** regclient: docker's file, {@code DOCKER_AUTH_CONFIG} and its own file, merged host by host. */
final class RegclientHosts {
    private static final HelperRules HELPERS =
            new HelperRules(EmptyName.RUNS_IT, true, true, After.NOTHING, After.NOTHING, After.NOTHING);

    private RegclientHosts() {}

    /** Docker Hub is {@code docker.io}. */
    static List<Asking> keys(Target target) {
        String name = target.registry().equals(Hub.REGISTRY_HOST) ? "docker.io" : target.registry();
        String input = name.equals("docker.io") ? Hub.URL : name;
        return List.of(new Asking(name, input, List.of(name), name));
    }

    static List<Source> open(Inquiry inquiry) throws StoppedException {
        Path own = FilePlaces.regctlConfig(inquiry);
        Optional<JsonObject> ownRoot = ownFile(own, inquiry);
        List<ConfigDocument> documents = new ArrayList<>();
        if (ownRoot.isEmpty() || usesDockers(ownRoot.get())) {
            dockers(inquiry).ifPresent(documents::add);
            variable(inquiry).ifPresent(documents::add);
        } else {
            inquiry.note(own, "sets incDockerCred to false, so docker's file is not read");
        }
        return List.of((asking, now) -> ask(asking, documents, own, ownRoot, now));
    }

    private static Optional<ToolOutcome.Uses> ask(
            Asking asking, List<ConfigDocument> documents, Path own, Optional<JsonObject> ownRoot, Inquiry inquiry)
            throws StoppedException {
        Optional<RegclientHost> merged = Optional.empty();
        for (ConfigDocument document : documents) {
            for (RegclientHost host : inLuckyOrder(hosts(document, asking), document, inquiry)) {
                merged = Optional.of(
                        merged.map(before -> before.overlaidBy(host)).orElse(host));
            }
            Optional<ToolOutcome.Uses> listed = listedByStore(document, asking, inquiry);
            if (listed.isPresent()) {
                return listed;
            }
        }
        if (ownRoot.isPresent()) {
            Optional<RegclientHost> host = ownHost(ownRoot.get(), own, asking);
            if (host.isPresent()) {
                merged = Optional.of(
                        merged.map(before -> before.overlaidBy(host.get())).orElse(host.get()));
            }
        }
        return merged.isPresent() ? credentialOf(merged.get(), asking, inquiry) : Optional.empty();
    }

    /** A helper's answer replaces the login; without an answer that stays. */
    private static Optional<ToolOutcome.Uses> credentialOf(RegclientHost host, Asking asking, Inquiry inquiry) {
        if (host.helper().isPresent()) {
            HelperCall call =
                    new HelperCall(host.helper().get(), host.helperInput().orElse(asking.helperInput()));
            if (call.run(HELPERS, inquiry) instanceof HelperCall.Result.Found(ToolOutcome.Uses uses)) {
                return Optional.of(uses);
            }
        }
        Optional<ToolCredential> own = host.own();
        own.ifPresent(ignored -> inquiry.note(host.place().toString(), "is used"));
        return own.map(credential -> new ToolOutcome.Uses(credential, host.place()));
    }

    /** The entries of a document are gone through in Go's random order, so any of them may come last. */
    private static List<RegclientHost> inLuckyOrder(
            List<RegclientHost> hosts, ConfigDocument document, Inquiry inquiry) {
        if (hosts.size() < 2) {
            return hosts;
        }
        inquiry.note(
                document.holder().shown(inquiry),
                "has " + hosts.size() + " entries for this host, and any of them may overlay the others");
        RegclientHost last = inquiry.chance().pick(hosts);
        List<RegclientHost> order = new ArrayList<>(hosts);
        order.remove(last);
        order.add(last);
        return order;
    }

    private static List<RegclientHost> hosts(ConfigDocument document, Asking asking) {
        List<RegclientHost> hosts = new ArrayList<>();
        for (ConfigEntry entry : document.entries()) {
            if (isFor(entry.key(), asking)) {
                fromEntry(entry, document).ifPresent(hosts::add);
            }
        }
        List<String> entryKeys =
                document.entries().stream().map(ConfigEntry::key).toList();
        for (var helper : document.credHelpers().entrySet()) {
            if (isFor(helper.getKey(), asking) && !entryKeys.contains(helper.getKey())) {
                hosts.add(new RegclientHost(
                        asking.helperKey(),
                        Optional.of(helper.getValue()),
                        Optional.of(helper.getKey()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        document.holder().entry(helper.getKey())));
            }
        }
        return hosts;
    }

    private static boolean isFor(String key, Asking asking) {
        return RegclientHost.nameOf(key).equals(Optional.of(asking.helperKey()));
    }

    /** Entries that cannot be decoded, or hold nothing, are left out. */
    private static Optional<RegclientHost> fromEntry(ConfigEntry entry, ConfigDocument document) {
        Optional<String> helper =
                Optional.ofNullable(document.credHelpers().get(entry.key())).filter(name -> !name.isEmpty());
        Optional<ConfigEntry> decoded = Values.decodedLeniently(entry);
        if (decoded.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> user = decoded.get().username().filter(name -> !name.isEmpty());
        Optional<String> password = decoded.get().password().filter(secret -> !secret.isEmpty());
        Optional<String> token = entry.identityToken().filter(secret -> !secret.isEmpty());
        if ((user.isEmpty() || password.isEmpty()) && token.isEmpty() && helper.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RegclientHost(
                RegclientHost.nameOf(entry.key()).orElseThrow(),
                helper,
                Optional.of(entry.key()),
                user,
                password.map(Secret::ofText),
                token.map(Secret::ofText),
                document.holder().entry(entry.key())));
    }

    /** At its start it asks the general helper for a list; a helper that lists a host answers for it. */
    private static Optional<ToolOutcome.Uses> listedByStore(ConfigDocument document, Asking asking, Inquiry inquiry) {
        if (document.credsStore().isEmpty()) {
            return Optional.empty();
        }
        String store = document.credsStore().get();
        inquiry.note(
                document.holder().shown(inquiry), "names credsStore " + store + ", whose list stands over the entries");
        return new HelperCall(store, asking.helperInput()).run(HELPERS, inquiry)
                        instanceof HelperCall.Result.Found(ToolOutcome.Uses uses)
                ? Optional.of(uses)
                : Optional.empty();
    }

    private static Optional<ConfigDocument> dockers(Inquiry inquiry) {
        Path file = FilePlaces.dockerConfig(inquiry);
        return read(inquiry.files().first(file), new Holder.InFile(file), inquiry);
    }

    private static Optional<ConfigDocument> variable(Inquiry inquiry) {
        return inquiry.world()
                .environment()
                .get(DockerAuthConfig.NAME)
                .flatMap(text ->
                        read(ParsedFiles.parse(text, false), new Holder.InVariable(DockerAuthConfig.NAME), inquiry));
    }

    private static Optional<ConfigDocument> read(Parsed parsed, Holder holder, Inquiry inquiry) {
        String where = holder.shown(inquiry);
        switch (parsed) {
            case Parsed.Missing() -> inquiry.note(where, "is not there");
            case Parsed.Empty() -> inquiry.note(where, "is empty");
            case Parsed.Unusable(String why) -> inquiry.note(where, why + "; nothing of it is used");
            case Parsed.Json(JsonValue value) -> {
                GoConfig config = GoConfig.decode(value, holder, Shape.DOCKER);
                if (config.mistake().isEmpty()) {
                    return Optional.of(config.document());
                }
                inquiry.note(where, config.mistake().get() + "; nothing of it is used");
            }
        }
        return Optional.empty();
    }

    private static Optional<JsonObject> ownFile(Path own, Inquiry inquiry) throws StoppedException {
        return switch (inquiry.files().first(own)) {
            case Parsed.Missing() -> {
                inquiry.note(own, "is not there");
                yield Optional.empty();
            }
            case Parsed.Empty() -> Optional.empty();
            case Parsed.Json(JsonObject root) -> Optional.of(root);
            case Parsed.Json(JsonValue other) -> throw stopped(own, "is " + other.describe(), inquiry);
            case Parsed.Unusable(String why) -> throw stopped(own, why, inquiry);
        };
    }

    private static StoppedException stopped(Path file, String why, Inquiry inquiry) {
        inquiry.note(file, why);
        return new StoppedException(inquiry.shown(file) + ": " + why);
    }

    private static boolean usesDockers(JsonObject own) {
        return !(own.getIgnoringCase("incDockerCred").orElse(null) instanceof JsonBoolean flag) || flag.value();
    }

    private static Optional<RegclientHost> ownHost(JsonObject root, Path own, Asking asking) {
        if (!(root.getIgnoringCase("hosts").orElse(null) instanceof JsonObject hosts)) {
            return Optional.empty();
        }
        for (JsonMember member : hosts.members()) {
            String key = member.name().value();
            if (isFor(key, asking) && member.value() instanceof JsonObject fields) {
                return Optional.of(new RegclientHost(
                        asking.helperKey(),
                        text(fields, "credHelper").map(RegclientHosts::withoutPrefix),
                        text(fields, "credHost"),
                        text(fields, "user"),
                        text(fields, "pass").map(Secret::ofText),
                        text(fields, "token").map(Secret::ofText),
                        new CredentialPlace.Entry(own, key)));
            }
        }
        return Optional.empty();
    }

    /** regclient's file names the whole program. */
    private static String withoutPrefix(String program) {
        String prefix = "docker-credential-";
        return program.startsWith(prefix) ? program.substring(prefix.length()) : program;
    }

    private static Optional<String> text(JsonObject fields, String name) {
        return fields.getIgnoringCase(name).orElse(null) instanceof JsonString string
                        && !string.value().isEmpty()
                ? Optional.of(string.value())
                : Optional.empty();
    }
}
