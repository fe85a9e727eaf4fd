package dev.coffer.core.logins;

import dev.coffer.api.Lookup;
import dev.coffer.api.Reason;
import dev.coffer.api.ServerAddress;
import dev.coffer.docker.containers.CredentialHelpers;
import dev.coffer.docker.containers.RegistriesConf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The logins of podman, buildah and skopeo: the helpers that {@code registries.conf} names, in its order, and where that
 * names them, or says nothing, the auth files.
 */
final class ContainersLogins implements LoginSource {
    private final Watched<LoginSource> parts;

    /**
     * Makes the source.
     *
     * @param conf the files of {@code registries.conf}
     * @param authFiles the auth files, as one source
     * @param chain makes one source of several
     */
    ContainersLogins(
            RegistriesConf conf,
            LoginSource authFiles,
            Helpers helpers,
            Memory memory,
            Function<List<LoginSource>, LoginSource> chain) {
        this.parts =
                new Watched<>(() -> files(conf), () -> chain.apply(read(conf, authFiles, helpers, memory)), _ -> true);
    }

    @Override
    public Optional<Lookup> find(ServerAddress server, List<Reason> steps) {
        return parts.current().find(server, steps);
    }

    private static List<Path> files(RegistriesConf conf) {
        try {
            List<Path> files = new ArrayList<>(conf.places());
            files.addAll(conf.files());
            return files;
        } catch (IOException unreadable) {
            return conf.places();
        }
    }

    private static List<LoginSource> read(RegistriesConf conf, LoginSource authFiles, Helpers helpers, Memory memory) {
        CredentialHelpers found;
        try {
            found = conf.credentialHelpers();
        } catch (IOException unreadable) {
            found = new CredentialHelpers(List.of(), List.of(String.valueOf(unreadable.getMessage())));
        }
        List<LoginSource> parts = new ArrayList<>();
        for (String problem : found.notUnderstood()) {
            parts.add((_, steps) -> {
                steps.add(new Reason("passed over: " + problem));
                return Optional.empty();
            });
        }
        Optional<CredentialHelpers.Setting> setting = found.inForce();
        if (setting.isEmpty()) {
            parts.add(authFiles);
            return parts;
        }
        Answers answers = new Answers(memory);
        Path file = setting.get().file();
        for (String name : setting.get().helpers()) {
            parts.add(
                    name.equals(CredentialHelpers.AUTH_FILES)
                            ? authFiles
                            : (server, steps) -> {
                                steps.add(new Reason(file + " names a helper for all servers"));
                                return helpers.ask(name, server, answers, steps);
                            });
        }
        return parts;
    }
}
