package dev.coffer.cli.commands;

import dev.coffer.age.Prompts;
import dev.coffer.api.CredentialStore;
import dev.coffer.api.Entry;
import dev.coffer.api.StoreException;
import dev.coffer.cli.commands.completion.Candidate;
import dev.coffer.cli.commands.completion.Shell;
import dev.coffer.cli.commands.completion.Values;
import dev.coffer.cli.setup.Links;
import dev.coffer.cli.setup.Machine;
import dev.coffer.core.Coffer;
import dev.coffer.core.keystores.Keystores;
import dev.coffer.core.routes.Route;
import dev.coffer.docker.tools.Tool;
import dev.coffer.platform.places.Environment;
import dev.coffer.vault.Vault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The values of arguments by their labels: servers there are logins for, routes' patterns, stores, tools, shells. */
final class UsersValues implements Values {
    @Override
    public List<Candidate> of(String label) {
        try {
            return switch (label) {
                case "SERVER", "HOST" -> servers();
                case "PATTERN" -> patterns();
                case "STORE" -> named(Keystores.NAMES);
                case "SOURCE" -> named(List.of("ecr", "gcr", "acr", "helper:"));
                case "TOOL" -> tools();
                case "SHELL" ->
                    named(Arrays.stream(Shell.values()).map(Shell::id).toList());
                default -> List.of();
            };
        } catch (IOException | StoreException notNow) {
            // The command itself says what is wrong; a line that is still being typed is no place for it.
            return List.of();
        }
    }

    /** A vault that is locked stays so: nobody is asked while typing. */
    private static List<Candidate> servers() throws IOException, StoreException {
        Coffer coffer = Coffer.open();
        CredentialStore store = coffer.keystore().name().equals(Vault.NAME)
                ? coffer.vault(Prompts.none())
                : coffer.keystore().credentials();
        List<Candidate> servers = new ArrayList<>();
        for (Entry entry : store.list()) {
            servers.add(new Candidate(entry.server(), entry.username()));
        }
        return servers;
    }

    private static List<Candidate> patterns() throws IOException {
        List<Candidate> patterns = new ArrayList<>();
        for (Route route : Coffer.open().routes()) {
            patterns.add(
                    new Candidate(route.servers().toString(), route.target().toString()));
        }
        return patterns;
    }

    private static List<Candidate> tools() throws IOException {
        Links links = Links.of(Environment.ofProcess(), Machine.here());
        List<Candidate> tools = new ArrayList<>();
        for (Tool tool : Tool.values()) {
            tools.add(new Candidate(tool.id(), "linked: " + links.of(tool).state()));
        }
        return tools;
    }

    private static List<Candidate> named(List<String> names) {
        return names.stream().map(name -> new Candidate(name, "")).toList();
    }
}
