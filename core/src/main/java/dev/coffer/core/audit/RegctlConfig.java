package dev.coffer.core.audit;

import dev.coffer.core.audit.Remedy.Command;
import dev.coffer.docker.json.JsonDocument;
import dev.coffer.docker.json.JsonMember;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonString;
import dev.coffer.docker.json.JsonValue;
import dev.coffer.docker.json.MalformedJsonException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code ~/.regctl/config.json} of regclient: {@code {"hosts": {HOST: {"user": …, "pass": …, "token": …}}}}. */
final class RegctlConfig implements SecretFormat {
    private static final List<String> SECRETS = List.of("pass", "token", "clientKey");

    @Override
    public Optional<Finding> look(Path file, byte[] content) throws MalformedJsonException {
        List<String> hosts = new ArrayList<>();
        Optional<JsonValue> all = JsonDocument.parse(content).root().getIgnoringCase("hosts");
        if (all.isPresent() && all.get() instanceof JsonObject map) {
            for (JsonMember host : map.members()) {
                if (host.value() instanceof JsonObject settings && holdsSecret(settings)) {
                    hosts.add(Shown.key(host.name().value()));
                }
            }
        }
        if (hosts.isEmpty()) {
            return Optional.empty();
        }
        String first = hosts.getFirst();
        return Optional.of(Finding.of(
                        Code.PLAIN_TEXT_LOGIN,
                        file,
                        "regctl keeps its logins of " + Shown.list(hosts) + " in plain text; it reads docker's, too")
                .mendedBy(Command.of("coffer", "login", first).then("regctl", "registry", "logout", first)));
    }

    private static boolean holdsSecret(JsonObject host) {
        for (String name : SECRETS) {
            if (host.getIgnoringCase(name).orElse(host) instanceof JsonString text
                    && !text.value().isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
